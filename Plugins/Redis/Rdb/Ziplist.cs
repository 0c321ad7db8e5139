using System.Buffers.Binary;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The packed form before Redis 7.</summary>
internal sealed class Ziplist : PackedEntries
{
    private const int HeadBytes = 10;
    private const byte End = 0xFF;
    private const byte LongPrevious = 0xFE;
    private const int CountUnknown = ushort.MaxValue;
    private const int CountAt = 8;

    private readonly int _count;
    private int _seen;

    public Ziplist(byte[] bytes, RdbInput input) : base(bytes, input)
    {
        if (bytes.Length <= HeadBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != bytes.Length)
            throw Broken();
        _count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(CountAt));
        At = HeadBytes;
    }

    public override bool Next()
    {
        var previous = Take(1)[0];
        if (previous == End)
            return At == All.Length && (_count == CountUnknown || _count == _seen) ? false : throw Broken();
        if (previous == LongPrevious) Take(sizeof(uint));
        _seen++;
        var first = Take(1)[0];
        switch (first)
        {
            case < 0x40: SetText(first); break;
            case < 0x80: SetText((first & 0x3F) << 8 | Take(1)[0]); break;
            case 0x80: SetText(BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)))); break;
            case 0xC0: SetNumber(Signed(sizeof(short))); break;
            case 0xD0: SetNumber(Signed(sizeof(int))); break;
            case 0xE0: SetNumber(Signed(sizeof(long))); break;
            case 0xF0: SetNumber(Signed(3)); break;
            case 0xFE: SetNumber(Signed(1)); break;
            case >= 0xF1 and <= 0xFD: SetNumber((first & 0x0F) - 1); break;
            default: throw Broken();
        }

        return true;
    }
}
