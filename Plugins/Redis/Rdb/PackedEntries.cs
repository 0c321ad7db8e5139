using System.Buffers.Binary;
using System.Globalization;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The entries of a small list, set or hash that the server keeps in one piece of memory; every step
/// stays inside.</summary>
internal abstract class PackedEntries(byte[] bytes, RdbInput input)
{
    private const int DigitsMax = 20;
    private readonly byte[] _digits = new byte[DigitsMax];
    private (int Start, int Count, bool IsNumber) _current;

    /// <summary>The entry that <see cref="Next"/> found; numbers as their decimal text.</summary>
    public ReadOnlySpan<byte> Current =>
        (_current.IsNumber ? _digits : bytes).AsSpan(_current.Start, _current.Count);

    protected byte[] All => bytes;

    /// <summary>Where the next entry begins.</summary>
    protected int At { get; set; }

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False when there is none, and the piece ends as it should.</returns>
    public abstract bool Next();

    /// <summary>Goes to one that has to be there.</summary>
    public void NextOfPair()
    {
        if (!Next()) throw Broken();
    }

    protected Exception Broken() => input.Damage("a packed value is broken");

    protected ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - At) throw Broken();
        At += count;
        return bytes.AsSpan(At - count, count);
    }

    protected void SetText(long count)
    {
        if (count > bytes.Length - At) throw Broken();
        _current = (At, (int)count, false);
        At += (int)count;
    }

    protected void SetNumber(long number)
    {
        number.TryFormat(_digits, out var count, default, CultureInfo.InvariantCulture);
        _current = (0, count, true);
    }

    /// <summary>A number of 1 to 8 bytes, the lowest first.</summary>
    protected long Signed(int size)
    {
        Span<byte> wide = stackalloc byte[sizeof(long)];
        var narrow = Take(size);
        narrow.CopyTo(wide);
        if (narrow[^1] >= 0x80) wide[size..].Fill(0xFF);
        return BinaryPrimitives.ReadInt64LittleEndian(wide);
    }
}
