using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class ExitTests
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit 255", 255)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -SEGV $$", 139)]
    public async Task The_exit_code_of_the_plugin_is_kept(string script, int code)
    {
        await using var bench = new Bench();

        var end = await bench.EndOfAsync(script);

        Assert.Equal(code, end.ExitCode);
        Assert.True(end.ErrorsWhole);
    }

    [Theory]
    [InlineData("/nowhere/plugin", 127)]
    [InlineData("/etc/passwd", 126)]
    public async Task A_plugin_that_cannot_start_is_named_without_its_arguments(string program, int code)
    {
        await using var bench = new Bench();
        var lines = new List<string>();
        await using var process = await bench.Supervision.StartAsync(new ProcessOrder
        {
            Program = program,
            Arguments = ["--endpoint", "canary"],
            OnErrorLine = (_, line) => lines.Add(line),
        });

        var end = await process.Ended;

        Assert.Equal(code, end.ExitCode);
        Assert.Contains(program, Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_reach_the_plugin_as_they_are()
    {
        await using var bench = new Bench();
        string[] odd = ["", "a b", "q\"q", "b\\", "\\\"", "new\nline", "$HOME", "'", "é\u2003", "{\"a\": \"\\\\\"}", "-- "];

        await using var process = await bench.ShellAsync("printf '%s\\0' \"$@\"", arguments: odd);

        Assert.Equal(odd, (await Bench.TextAsync(process.StandardOutput)).Split('\0')[..^1]);
    }

    [Fact]
    public async Task Output_can_be_read_after_the_process_has_ended()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("head -c 900000 /dev/zero");

        var end = await process.Ended;

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(900_000, (await Bench.TextAsync(process.StandardOutput)).Length);
    }

    [Fact]
    public async Task The_plugin_sees_the_end_of_its_input_only_when_it_is_closed()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("cat; echo over");
        process.StandardInput.Write("abc"u8);
        var first = new byte[3];
        await process.StandardOutput.ReadExactlyAsync(first);
        Assert.False(process.Ended.IsCompleted);

        process.CloseStandardInput();

        Assert.Equal("over\n", await Bench.TextAsync(process.StandardOutput));
        Assert.Equal(0, (await process.Ended).ExitCode);
    }

    [Fact]
    public async Task Writing_fails_when_the_plugin_has_died()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("head -c 5 > /dev/null; kill -KILL $$");

        var written = new BytePump(File.OpenRead("/dev/zero"), process.StandardInput).RunAsync();

        Assert.Equal(PumpEnd.SinkBroke, (await written).End);
        Assert.Equal(137, (await process.Ended).ExitCode);
    }

    [Fact]
    public async Task A_plugin_is_killed_by_a_broken_pipe_like_any_program()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("exec cat /dev/zero");

        await process.StandardOutput.DisposeAsync();

        Assert.Equal(141, (await process.Ended).ExitCode);
    }
}
