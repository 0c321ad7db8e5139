using System.Globalization;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class ToolProcessTests
{
    [Fact]
    public async Task Text_is_kept_up_to_its_limit_and_the_exit_code_is_returned()
    {
        var end = await RunAsync(
            "echo 12345; seq 1 100000 >&2; exit 9", new ToolOutput.Text(3), new ToolOutput.Text(4));

        Assert.Equal(new ToolEnd(9, "123", "1\n2\n"), end);
    }

    [Fact]
    public async Task A_stream_goes_in_and_a_stream_comes_out()
    {
        using var result = new MemoryStream();
        var content = new byte[3_000_000];

        var end = await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = "cat",
                Input = new ToolInput.From(new MemoryStream(content)),
                Output = new ToolOutput.To(result),
            },
            TimeProvider.System, CancellationToken.None);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(content.Length, result.Length);
    }

    [Fact]
    public async Task Variables_are_added_and_removed()
    {
        Environment.SetEnvironmentVariable("SHIELD_TEST_GONE", "here");

        var end = await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = "sh",
                Arguments = ["-c", "echo $SHIELD_TEST_NEW-$SHIELD_TEST_GONE"],
                Environment = new Dictionary<string, string?>
                {
                    ["SHIELD_TEST_NEW"] = "new",
                    ["SHIELD_TEST_GONE"] = null,
                },
                Output = new ToolOutput.Text(100),
            },
            TimeProvider.System, CancellationToken.None);

        Assert.Equal("new-\n", end.Output);
    }

    [Fact]
    public async Task A_tool_that_reads_no_more_is_no_error_of_the_writer()
    {
        var end = await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = "head",
                Arguments = ["-c", "3"],
                Input = new ToolInput.Written((pipe, _) => FillAsync(pipe)),
                Output = new ToolOutput.Text(100),
            },
            TimeProvider.System, CancellationToken.None);

        Assert.Equal((0, "abc"), (end.ExitCode, end.Output));
    }

    [Fact]
    public async Task The_writer_is_waited_for_when_the_tool_has_ended_before()
    {
        var hasReturned = false;

        await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = "true",
                Input = new ToolInput.Written(async (pipe, _) =>
                {
                    await Assert.ThrowsAsync<IOException>(() => FillAsync(pipe));
                    await RunAsync("exit 0", new ToolOutput.Inherited(), new ToolOutput.Inherited());
                    hasReturned = true;
                }),
            },
            TimeProvider.System, CancellationToken.None);

        Assert.True(hasReturned);
    }

    [Fact]
    public async Task An_input_that_fails_never_looks_complete_to_the_tool()
    {
        var folder = Directory.CreateTempSubdirectory("shield-test-").FullName;

        var order = new ToolOrder
        {
            Program = "sh",
            Arguments = ["-c", "while read -r line; do :; done; touch \"$0/complete\"", folder],
            Input = new ToolInput.Written((_, _) => throw new InvalidDataException("torn")),
        };

        await Assert.ThrowsAsync<InvalidDataException>(
            () => ToolProcess.RunAsync(order, TimeProvider.System, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(folder));
        Directory.Delete(folder);
    }

    [Theory]
    [InlineData("echo $$; exec sleep 1000000")]
    [InlineData("trap '' TERM; echo $$; exec sleep 1000000")]
    public async Task Cancellation_ends_the_tool_whatever_it_does_with_SIGTERM(string script)
    {
        using var stop = new CancellationTokenSource();
        var pid = 0;
        var order = new ToolOrder
        {
            Program = "sh",
            Arguments = ["-c", script],
            Output = new ToolOutput.Read(async (pipe, _) =>
            {
                using var reader = new StreamReader(pipe);
                var line = await reader.ReadLineAsync(CancellationToken.None);
                pid = int.Parse(line!, CultureInfo.InvariantCulture);
                await stop.CancelAsync();
            }),
            Grace = TimeSpan.FromMilliseconds(200),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ToolProcess.RunAsync(order, TimeProvider.System, stop.Token));
        Assert.False(Bench.Lives(pid));
    }

    [Fact]
    public async Task A_tool_that_is_missing_is_named_without_its_arguments()
    {
        var order = new ToolOrder { Program = "no-such-tool", Arguments = ["canary"] };

        var refusal = await Assert.ThrowsAsync<ProcessStartException>(
            () => ToolProcess.RunAsync(order, TimeProvider.System, CancellationToken.None));

        Assert.Equal("cannot start no-such-tool: No such file or directory", refusal.Message);
    }

    private static async Task FillAsync(Stream pipe)
    {
        while (true)
            await pipe.WriteAsync("abcdef"u8.ToArray(), CancellationToken.None);
    }

    private static Task<ToolEnd> RunAsync(string script, ToolOutput output, ToolOutput errors) =>
        ToolProcess.RunAsync(
            new ToolOrder { Program = "sh", Arguments = ["-c", script], Output = output, Errors = errors },
            TimeProvider.System, CancellationToken.None);
}
