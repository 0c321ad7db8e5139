using System.Buffers.Binary;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The packed form of Redis 7 and later.</summary>
internal sealed class Listpack : PackedEntries
{
    private const int HeadBytes = 6;
    private const byte End = 0xFF;
    private const int CountUnknown = ushort.MaxValue;

    private readonly int _count;
    private int _seen;

    public Listpack(byte[] bytes, RdbInput input) : base(bytes, input)
    {
        if (bytes.Length <= HeadBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != bytes.Length)
            throw Broken();
        _count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(sizeof(uint)));
        At = HeadBytes;
    }

    public override bool Next()
    {
        var start = At;
        var first = Take(1)[0];
        if (first == End)
            return At == All.Length && (_count == CountUnknown || _count == _seen) ? false : throw Broken();
        _seen++;
        switch (first)
        {
            case < 0x80: SetNumber(first); break;
            case < 0xC0: SetText(first & 0x3F); break;
            case < 0xE0: SetNumber(((first & 0x1F) << 8 | Take(1)[0]) << 19 >> 19); break;
            case < 0xF0: SetText((first & 0x0F) << 8 | Take(1)[0]); break;
            case 0xF0: SetText(BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)))); break;
            case <= 0xF3: SetNumber(Signed(first - 0xF0 + 1)); break;
            case 0xF4: SetNumber(Signed(sizeof(long))); break;
            default: throw Broken();
        }

        SkipLength(At - start);
        return true;
    }

    /// <summary>Behind each entry stands its length, for those who read backwards.</summary>
    private void SkipLength(int length)
    {
        var size = length switch { < 128 => 1, < 16384 => 2, < 2097152 => 3, < 268435456 => 4, _ => 5 };
        var said = 0L;
        foreach (var part in Take(size)) said = said << 7 | (byte)(part & 0x7F);
        if (said != length) throw Broken();
    }
}
