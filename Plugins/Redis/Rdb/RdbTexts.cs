using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>Reads the two things that all of an RDB is made of: lengths and texts.</summary>
internal sealed class RdbTexts(RdbInput input)
{
    /// <summary>What the server packs into one piece is smaller: it refuses to go beyond.</summary>
    private const long PackedBytesMax = 1L << 30;

    private const byte ShortLength = 0x3F;
    private const byte Length32 = 0x80;
    private const byte Length64 = 0x81;
    private const byte Special = 0xC0;
    private const byte Packed = Special | 3;

    private readonly Lzf _lzf = new(input);

    public RdbInput Input => input;

    /// <summary>A length, a count, or another number that is not negative.</summary>
    public long Length()
    {
        var first = input.Byte();
        return first < Special ? Length(first) : throw input.Damage("a length is none");
    }

    /// <summary>A number of 64 bits, as modules write theirs.</summary>
    public ulong Number() => unchecked((ulong)Length(input.Byte(), wide: true));

    /// <summary>Reads a text of any length, in parts.</summary>
    public void Read(IContentSink sink)
    {
        var first = input.Byte();
        if (first == Packed)
        {
            var packed = Length();
            _lzf.Unpack(packed, Length(), sink);
        }
        else if (first >= Special)
        {
            AddNumber(first, sink);
        }
        else
        {
            for (var left = Length(first); left > 0;)
            {
                var part = input.Some(left);
                sink.Add(part);
                left -= part.Length;
            }
        }

        sink.EndText();
    }

    /// <summary>Reads a text into memory: one that other things are packed in.</summary>
    public byte[] ReadWhole()
    {
        var whole = new WholeText(input);
        Read(whole);
        return whole.Bytes;
    }

    /// <summary>Reads a text that people may be shown.</summary>
    public string ReadWords() => Encoding.UTF8.GetString(ReadWhole());

    private long Length(byte first, bool wide = false)
    {
        var length = first switch
        {
            <= ShortLength => first,
            < Length32 => (first & ShortLength) << 8 | input.Byte(),
            Length32 => BinaryPrimitives.ReadUInt32BigEndian(input.Bytes(sizeof(uint))),
            Length64 => BinaryPrimitives.ReadInt64BigEndian(input.Bytes(sizeof(long))),
            _ => throw input.Damage("a length is none"),
        };
        return length >= 0 || wide ? length : throw input.Damage("a length is beyond all measure");
    }

    private void AddNumber(byte first, IContentSink sink)
    {
        long number = (first & ~Special) switch
        {
            0 => (sbyte)input.Byte(),
            1 => BinaryPrimitives.ReadInt16LittleEndian(input.Bytes(sizeof(short))),
            2 => BinaryPrimitives.ReadInt32LittleEndian(input.Bytes(sizeof(int))),
            _ => throw input.Damage("a text is written in an unknown way"),
        };
        sink.AddNumber(number);
    }

    /// <summary>Gathers one text. A length that is not true takes no memory: only bytes that came
    /// do.</summary>
    private sealed class WholeText(RdbInput input) : IContentSink
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public byte[] Bytes => _bytes.WrittenSpan.ToArray();

        public void Add(ReadOnlySpan<byte> part)
        {
            if (_bytes.WrittenCount + part.Length > PackedBytesMax)
                throw input.Damage("a packed value is larger than any server makes it");
            _bytes.Write(part);
        }

        public void BeginKey(long database, long? expiresAt) => throw new InvalidOperationException();

        public void BeginValue(ValueKind kind) => throw new InvalidOperationException();

        public void EndText()
        {
        }

        public void EndItem()
        {
        }

        public void EndKey()
        {
        }
    }
}
