namespace Shield.Domain.Schedules;

/// <summary>A day of the month: a number from 1 to 31, or the last one, whichever that is.</summary>
public readonly record struct MonthDay : IComparable<MonthDay>
{
    internal const int NumberMax = 31;

    // Zero stands for the last day, so that even the default value is a day.
    private readonly int _number;

    /// <summary>The day with that number; months without one are skipped.</summary>
    /// <param name="number">1 to 31.</param>
    /// <exception cref="ArgumentOutOfRangeException">No month has such a day.</exception>
    public MonthDay(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, NumberMax);
        _number = number;
    }

    /// <summary>The last day: 28, 29, 30 or 31.</summary>
    public static MonthDay Last => default;

    /// <summary>True for the 29th, 30th and 31st, which not every month has.</summary>
    public bool IsSometimesMissing => _number > 28;

    private int Rank => _number == 0 ? NumberMax + 1 : _number;

    /// <summary>True when <paramref name="date"/> is this day of its month.</summary>
    /// <param name="date">A date of the local calendar.</param>
    public bool Is(DateOnly date) =>
        date.Day == (_number == 0 ? DateTime.DaysInMonth(date.Year, date.Month) : _number);

    /// <summary>True when the left day is earlier than the right one.</summary>
    public static bool operator <(MonthDay left, MonthDay right) => left.Rank < right.Rank;

    /// <summary>True when the left day is not later than the right one.</summary>
    public static bool operator <=(MonthDay left, MonthDay right) => left.Rank <= right.Rank;

    /// <summary>True when the left day is later than the right one.</summary>
    public static bool operator >(MonthDay left, MonthDay right) => left.Rank > right.Rank;

    /// <summary>True when the left day is not earlier than the right one.</summary>
    public static bool operator >=(MonthDay left, MonthDay right) => left.Rank >= right.Rank;

    /// <summary>By number; the last day comes after all of them.</summary>
    /// <param name="other">Another day.</param>
    public int CompareTo(MonthDay other) => Rank.CompareTo(other.Rank);

    /// <summary>The canonical form: <c>14th</c> or <c>last day</c>.</summary>
    public override string ToString() => _number == 0 ? "last day" : Ordinals.Text(_number);
}
