using System.Collections;
using System.Runtime.CompilerServices;

namespace Shield.Domain.Schedules;

/// <summary>Distinct values in ascending order, at least one; equal when their values are.</summary>
/// <remarks>An array in a record compares by reference, and two equal timespecs would differ.</remarks>
/// <typeparam name="T">A small value with a natural order.</typeparam>
[CollectionBuilder(typeof(OrderedSet), nameof(OrderedSet.Create))]
public sealed class OrderedSet<T> : IReadOnlyList<T>, IEquatable<OrderedSet<T>>
    where T : struct
{
    private readonly T[] _values;

    internal OrderedSet(ReadOnlySpan<T> source)
    {
        if (source.IsEmpty) throw new ArgumentException("at least one value is needed", nameof(source));

        _values = source.ToArray();
        if (_values.Length == 1) return;
        _values = [.. _values.Distinct().Order()];
    }

    /// <summary>How many values there are, 1 or more.</summary>
    public int Count => _values.Length;

    /// <summary>The value at a place, the smallest first.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public T this[int index] => _values[index];

    /// <inheritdoc/>
    public bool Equals(OrderedSet<T>? other) =>
        other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderedSet<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_values).GetEnumerator();

    /// <summary>The values between brackets, for logs and test failures.</summary>
    public override string ToString() => $"[{string.Join(", ", _values)}]";

    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();
}

/// <summary>Builds an <see cref="OrderedSet{T}"/> from a collection expression.</summary>
public static class OrderedSet
{
    /// <summary>Sorts the values and drops repetitions.</summary>
    /// <param name="values">One or more values, in any order.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <typeparam name="T">A small value with a natural order.</typeparam>
    public static OrderedSet<T> Create<T>(ReadOnlySpan<T> values)
        where T : struct => new(values);
}
