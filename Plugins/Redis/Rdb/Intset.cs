using System.Buffers.Binary;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The packed form of a set of numbers.</summary>
internal sealed class Intset : PackedEntries
{
    private const int HeadBytes = 8;
    private readonly int _size;

    public Intset(byte[] bytes, RdbInput input) : base(bytes, input)
    {
        if (bytes.Length < HeadBytes) throw Broken();
        var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(uint)));
        if (size is not (sizeof(short) or sizeof(int) or sizeof(long))
            || HeadBytes + (long)size * count != bytes.Length)
            throw Broken();
        _size = (int)size;
        At = HeadBytes;
    }

    public override bool Next()
    {
        if (At == All.Length) return false;
        SetNumber(Signed(_size));
        return true;
    }
}
