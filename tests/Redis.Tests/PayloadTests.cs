using System.Text;
using Shield.Plugins.Redis.Replication;
using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Tests;

/// <summary>What frames the data of a master, however the network cuts it into pieces.</summary>
public sealed class PayloadTests
{
    private const string Mark = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData("$5\r\nhello", "hello")]
    [InlineData("\n\n\n$5\r\nhello", "hello")]
    [InlineData("$5\r\nhello*1\r\n$4\r\nPING\r\n", "hello")]
    [InlineData("$EOF:" + Mark + "\r\nhello" + Mark, "hello")]
    [InlineData("\n$EOF:" + Mark + "\r\n" + "0123456789" + Mark, "0123456789")]
    [InlineData("$EOF:" + Mark + "\r\n" + Mark, "")]
    public async Task The_data_comes_out_whole_in_pieces_of_any_size(string sent, string data)
    {
        for (var piece = 1; piece <= sent.Length; piece++)
            Assert.Equal(data, await ReadAsync(sent, piece));
    }

    [Theory]
    [InlineData("$5\r\nhell")]
    [InlineData("$EOF:" + Mark + "\r\nhello" + "0123456789abcdef0123456789abcdef0123456")]
    [InlineData("$EOF:" + Mark + "\r\n")]
    [InlineData("\n\n")]
    public async Task Data_that_is_cut_is_a_failure(string sent)
    {
        for (var piece = 1; piece <= sent.Length; piece++)
            await Assert.ThrowsAsync<PluginException>(() => ReadAsync(sent, piece));
    }

    [Theory]
    [InlineData("-NOMASTERLINK Can't SYNC while not connected with my master\r\n", "has lost its master")]
    [InlineData("+CONTINUE\r\n", "sends something else than its data")]
    [InlineData("$-1\r\n", "sends something else than its data")]
    [InlineData("$EOF:short\r\n", "sends something else than its data")]
    public async Task What_is_no_data_is_named(string sent, string said)
    {
        var fault = await Assert.ThrowsAsync<PluginException>(() => ReadAsync(sent, 1));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(string sent, int piece)
    {
        await using var wire = new Wire(new InPieces(Encoding.ASCII.GetBytes(sent), piece), "the server", "");
        await using var payload = await Payload.BeginAsync(wire, CancellationToken.None);
        using var data = new MemoryStream();
        await payload.CopyToAsync(data);
        return Encoding.ASCII.GetString(data.ToArray());
    }

    private sealed class InPieces(byte[] bytes, int piece) : ReadOnlyStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(piece, buffer.Length), bytes.Length - _at);
            bytes.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
