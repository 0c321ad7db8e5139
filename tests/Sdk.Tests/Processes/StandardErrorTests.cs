using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class StandardErrorTests
{
    [Fact]
    public async Task Twenty_thousand_lines_arrive_in_order()
    {
        await using var bench = new Bench();

        await bench.EndOfAsync("seq 1 20000 >&2");

        Assert.Equal(Enumerable.Range(1, 20_000).Select(number => $"{number}"), bench.ErrorLines);
    }

    [Fact]
    public async Task A_line_of_1_5_MB_is_cut_and_the_next_one_is_whole()
    {
        await using var bench = new Bench();

        var end = await bench.EndOfAsync("head -c 1500000 /dev/zero | tr '\\0' x >&2; echo >&2; printf last >&2");

        Assert.Equal(0, end.ExitCode);
        Assert.Equal([new string('x', 65_536) + LineCutter.CutMark, "last"], bench.ErrorLines);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_no_harm()
    {
        await using var bench = new Bench();

        await bench.EndOfAsync("printf 'a\\377b\\0c\\r\\n\\n\\303' >&2");

        Assert.Equal(["a\uFFFDb\uFFFDc", "", "\uFFFD"], bench.ErrorLines);
    }

    [Fact]
    public async Task A_callback_that_throws_blocks_nothing()
    {
        await using var bench = new Bench();
        await using var process = await bench.Supervision.StartAsync(new ProcessOrder
        {
            Program = "/bin/bash",
            Arguments = ["-c", "seq 1 200000 >&2; exit 6"],
            OnErrorLine = (_, _) => throw new InvalidOperationException("a bug"),
        });

        var end = await process.Ended;

        Assert.Equal((6, false), (end.ExitCode, end.ErrorsWhole));
    }

    [Fact]
    public async Task An_outsider_that_keeps_standard_error_open_delays_the_end_only_a_little()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("echo told >&2; echo $$ > \"$0/pid\"; sleep 1000000");
        var plugin = await bench.PidAsync("pid");
        using var held = new FileStream($"/proc/{plugin}/fd/2", FileMode.Open, FileAccess.Write);

        process.Stop();
        var end = await process.Ended.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        Assert.Equal((143, false), (end.ExitCode, end.ErrorsWhole));
        Assert.Equal(["told"], bench.ErrorLines);
    }

    [Fact]
    public async Task The_end_of_a_process_writes_to_no_descriptor_that_was_reused()
    {
        var (readEnd, writeEnd) = Descriptors.Pipe();
        var errors = new StandardErrorReader(readEnd, TimeProvider.System, (_, _) => { });
        writeEnd.Dispose();
        Assert.True(await errors.Done);
        var reused = Enumerable.Range(0, 64).Select(_ => Descriptors.Pipe()).ToArray();

        errors.ProcessEnded();

        foreach (var (source, sink) in reused)
        {
            using var output = new FileStream(sink, FileAccess.Write, bufferSize: 0);
            using var input = new FileStream(source, FileAccess.Read, bufferSize: 0);
            output.WriteByte(1);
            Assert.Equal(1, input.Read(new byte[64]));
        }
    }
}
