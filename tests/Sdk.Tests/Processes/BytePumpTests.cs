using System.Security.Cryptography;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class BytePumpTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_048_577)]
    public async Task Every_byte_arrives_with_its_digest_and_the_sink_stays_open(int bytes)
    {
        var content = RandomNumberGenerator.GetBytes(bytes);
        using var sink = new MemoryStream();
        var pump = new BytePump(new MemoryStream(content), sink);

        var result = await pump.RunAsync();

        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(new PumpResult(PumpEnd.SourceEnded, bytes, digest, null), result);
        Assert.Equal(content, sink.ToArray());
        Assert.True(sink.CanWrite);
        Assert.Equal(bytes, pump.Bytes);
    }

    [Fact]
    public async Task Much_data_of_odd_length_passes_between_two_processes()
    {
        await using var bench = new Bench();
        await using var source = await bench.ShellAsync("head -c 268435455 /dev/zero");
        await using var sink = await bench.ShellAsync("sha256sum");

        var result = await new BytePump(source.StandardOutput, sink.StandardInput).RunAsync();
        sink.CloseStandardInput();

        Assert.Equal((PumpEnd.SourceEnded, 268_435_455L), (result.End, result.Bytes));
        var told = await Bench.TextAsync(sink.StandardOutput);
        Assert.StartsWith(result.Sha256, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_leaves_in_the_middle_ends_it_and_what_it_took_is_counted()
    {
        await using var bench = new Bench();
        await using var source = await bench.ShellAsync("yes");
        await using var sink = await bench.ShellAsync("head -c 3000000 >/dev/null");

        var result = await new BytePump(source.StandardOutput, sink.StandardInput).RunAsync();

        Assert.Equal((PumpEnd.SinkBroke, null), (result.End, result.Fault));
        Assert.True(result.Bytes >= 3_000_000, $"{result.Bytes}");
    }

    [Fact]
    public async Task From_a_pipe_into_a_file_every_byte_arrives()
    {
        await using var bench = new Bench();
        await using var source = await bench.ShellAsync("head -c 3000001 /dev/zero");
        var path = bench.File("copy");

        PumpResult result;
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
        {
            result = await new BytePump(source.StandardOutput, file).RunAsync();
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path)));
        Assert.Equal(new PumpResult(PumpEnd.SourceEnded, 3_000_001, digest, null), result);
    }

    [Fact]
    public async Task A_source_that_fails_is_told_from_a_source_that_ends()
    {
        await using var torn = new TornStream();

        var result = await new BytePump(torn, Stream.Null).RunAsync();

        Assert.Equal((PumpEnd.SourceFailed, 3L, "torn"), (result.End, result.Bytes, result.Fault));
    }

    [Fact]
    public async Task A_sink_that_is_full_is_named()
    {
        await using var full = new FileStream(
            "/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var result = await new BytePump(new MemoryStream([1, 2, 3]), full).RunAsync();

        Assert.Equal((PumpEnd.SinkBroke, 0L), (result.End, result.Bytes));
        Assert.Contains("No space left", result.Fault, StringComparison.Ordinal);
    }

    private sealed class TornStream : MemoryStream
    {
        private bool _torn;

        public override int Read(Span<byte> buffer)
        {
            if (_torn)
                throw new IOException("torn");
            _torn = true;
            return 3;
        }
    }
}
