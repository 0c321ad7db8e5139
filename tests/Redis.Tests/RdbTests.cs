using System.Text;
using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Tests;

/// <summary>Archives made by hand: what the tests' server is too new or too old to write.</summary>
public sealed class RdbTests
{
    [Fact]
    public void The_checksum_is_the_one_of_redis()
    {
        // From the documentation of the algorithm in crc64.c of Redis.
        Assert.Equal(0xe9c6d914c4b8d9caUL, SumOf("123456789", 9));
        var text = string.Concat(Enumerable.Range(0, 999).Select(i => (char)(i % 128)));
        for (var piece = 1; piece < 40; piece++) Assert.Equal(SumOf(text, text.Length), SumOf(text, piece));
    }

    [Theory]
    // One hash with an end for one of its fields, as Redis 7.4 and later write it, unpacked and packed.
    [InlineData("18 0068e5cf8b010000 02 00 0161 0162 05 0163 0164", "a b | c d 1700000000004")]
    [InlineData(
        "19 0068e5cf8b010000 1f 1f000000 0600 816102 816202 0001 816302 816402 f40468e5cf8b010000 09 ff",
        "a b | c d 1700000000004")]
    // What Redis 6 and earlier write: a ziplist in a list, in a hash, in a sorted set.
    [InlineData("0a 12 12000000 0d000000 0300 00 0161 03 f6 02 f3 ff", "a | 5 | 2")]
    [InlineData("0d 12 12000000 0d000000 0200 00 0161 03 c0 2c01 ff", "a 300")]
    [InlineData("0e 01 0e 0e000000 0a000000 0100 00 fe 80 ff", "-128")]
    // Numbers of each width.
    [InlineData("00 c0 80", "-128")]
    [InlineData("00 c1 d4fe", "-300")]
    [InlineData("00 c2 70110100", "70000")]
    [InlineData("0b 0e 02000000 03000000 ffff 0100 0200", "-1 | 1 | 2")]
    // Compressed: a letter, and the same again from one place back.
    [InlineData("00 c3 05 0a 00 78 e0 00 00", "xxxxxxxxxx")]
    public void A_value_is_read_however_it_is_written(string hex, string content)
    {
        var words = new Words();

        var summary = Walk(Archive(hex), words);

        Assert.Equal(1, summary.Keys);
        Assert.Equal(content, words.ToString());
    }

    [Theory]
    [InlineData("08 0161", "values of type 8 are unknown")]
    [InlineData("00 c3 05 0b 00 78 e0 00 00", "does not unpack")]
    [InlineData("00 c3 03 0a e0 00 00", "does not unpack")]
    [InlineData("10 07 07000000 0000 fe", "a packed value is broken")]
    [InlineData("10 09 09000000 0100 0101 ff", "a packed value is broken")]
    [InlineData("0b 0a 03000000 01000000 0000", "a packed value is broken")]
    [InlineData("00 81 7fffffffffffffff 00", "is cut")]
    [InlineData("00 81 ffffffffffffffff 00", "beyond all measure")]
    public void What_would_lead_astray_is_refused(string hex, string said)
    {
        var fault = Assert.Throws<PluginException>(() => Walk(Archive(hex), new Words()));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_are_named_by_their_types()
    {
        // The identifier of a type is nine letters of six bits, and ten bits for its version.
        var id = "ReJSON-RL".Aggregate(0UL, (sum, letter) => sum << 6 | (uint)
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".IndexOf(letter)) << 10 | 3;

        var summary = Walk(Archive($"07 81 {id:x16} 02 07 05 0161 04 0000000000000000 00"), new Words());

        Assert.Equal(["ReJSON-RL"], summary.ModuleTypes);
    }

    [Fact]
    public void Noise_beneath_a_good_checksum_is_an_error_and_never_worse()
    {
        var noise = new Random(20261126);
        for (var round = 0; round < 3_000; round++)
        {
            var body = new byte[noise.Next(1, 60)];
            noise.NextBytes(body);
            body[0] = (byte)noise.Next(26);
            var fault = Record.Exception(() => Walk(Archive(Convert.ToHexString(body)), new NoContent()));
            Assert.True(fault is null or PluginException, fault?.ToString());
        }
    }

    [Fact]
    public void A_checksum_is_that_of_bit_by_bit_whatever_the_lengths_of_the_pieces()
    {
        var noise = new Random(20261127);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[noise.Next(700)];
            noise.NextBytes(bytes);
            var sum = new Crc64();
            var (slow, at) = (0UL, 0);
            for (int length; at < bytes.Length; at += length)
            {
                length = noise.Next(bytes.Length - at + 1);
                sum.Add(bytes.AsSpan(at, length));
            }

            foreach (var one in bytes)
            {
                slow ^= one;
                for (var bit = 0; bit < 8; bit++) slow = (slow >> 1) ^ ((slow & 1) * 0x95AC9329AC4BC9B5);
            }

            Assert.Equal(slow, sum.Value);
        }
    }

    private static ulong SumOf(string text, int piece)
    {
        var sum = new Crc64();
        foreach (var part in Encoding.ASCII.GetBytes(text).Chunk(piece)) sum.Add(part);
        return sum.Value;
    }

    /// <summary>A head, one key of one letter, its value, and the end. The first byte is the value's
    /// type.</summary>
    private static byte[] Archive(string hex)
    {
        var value = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        byte[] body =
            [.. "REDIS0012"u8, RdbCode.Database, 0, value[0], 1, (byte)'k', .. value[1..], RdbCode.End];
        var sum = new Crc64();
        sum.Add(body);
        return [.. body, .. RdbTrailer.Write(sum.Value)];
    }

    private static RdbSummary Walk(byte[] archive, IContentSink sink)
    {
        using var source = new MemoryStream(archive);
        return RdbWalk.Run(new RdbInput(source, null, CancellationToken.None), sink, isChecksumNeeded: true);
    }

    /// <summary>The texts of values, as people write them down.</summary>
    private sealed class Words : IContentSink
    {
        private readonly List<string> _items = [];
        private readonly List<string> _texts = [];
        private readonly StringBuilder _text = new();
        private bool _isValue;

        public void BeginKey(long database, long? expiresAt)
        {
        }

        public void BeginValue(ValueKind kind) => _isValue = true;

        public void Add(ReadOnlySpan<byte> part) => _text.Append(Encoding.ASCII.GetString(part));

        public void EndText()
        {
            if (_isValue) _texts.Add(_text.ToString());
            _text.Clear();
        }

        public void EndItem()
        {
            _items.Add(string.Join(' ', _texts));
            _texts.Clear();
        }

        public void EndKey()
        {
        }

        public override string ToString() => string.Join(" | ", _items);
    }
}
