using System.Globalization;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class AgentDeathTests
{
    [Fact]
    public async Task When_the_agent_is_killed_every_process_ends_and_the_endpoint_file_goes()
    {
        var folder = Directory.CreateTempSubdirectory("shield-test-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "endpoint"), "{}");
        // The left side stands for the agent: it alone holds the write end of the lifeline.
        const string script = """
            cd "$1"
            { echo $BASHPID > agent; exec sleep 1000000; } |
              "$0" --lifeline 3 --grace 5 --remove "$1/endpoint" -- /bin/bash -c '
                (setsid bash -c "echo \$\$ > grandchild; exec sleep 1000000" &)
                echo $$ > plugin; sleep 1000000' 3<&0 0< /dev/null
            """;
        string[] arguments = ["-c", script, Repository.Supervisor, folder];
        var order = new ToolOrder { Program = "bash", Arguments = arguments };
        var ended = ToolProcess.RunAsync(order, TimeProvider.System, CancellationToken.None);
        var agent = await PidAsync("agent");
        var plugin = await PidAsync("plugin");
        var grandchild = await PidAsync("grandchild");

        _ = NativeMethods.Kill(agent, NativeMethods.SigKill);

        Assert.Equal(143, (await ended).ExitCode);
        Assert.False(Bench.Lives(plugin));
        Assert.False(Bench.Lives(grandchild));
        Assert.False(File.Exists(Path.Combine(folder, "endpoint")));
        Directory.Delete(folder, recursive: true);

        async Task<int> PidAsync(string name)
        {
            var path = Path.Combine(folder, name);
            await Bench.UntilAsync(() => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'));
            return int.Parse(await File.ReadAllTextAsync(path), CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Nothing_is_started_for_an_agent_that_is_dead_already()
    {
        const string script = ": | { sleep 0.1; \"$0\" --lifeline 3 --grace 5 -- /bin/echo ran 3<&0; }";

        var end = await RunSupervisorAsync(script);

        Assert.Equal((125, ""), (end.ExitCode, end.Output));
        Assert.Contains("lifeline", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_started_for_an_agent_whose_heartbeat_cannot_be_read()
    {
        const string script = """
            exec 3< <(exec sleep 1000000)
            "$0" --lifeline 3 --grace 5 --heartbeat 3 --silence 25 -- /bin/echo ran
            code=$?
            kill $!
            exit $code
            """;

        var end = await RunSupervisorAsync(script);

        Assert.Equal((125, ""), (end.ExitCode, end.Output));
        Assert.Contains("heartbeat", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--lifeline 3 --grace 5")]
    [InlineData("--lifeline 3 --grace 5 --")]
    [InlineData("--lifeline 3 -- /bin/true")]
    [InlineData("--lifeline 1 --grace 5 -- /bin/true")]
    [InlineData("--lifeline 3 --grace -1 -- /bin/true")]
    [InlineData("--lifeline 3 --grace 1e9 -- /bin/true")]
    [InlineData("--lifeline 3 --grace 5 --grace 5 -- /bin/true")]
    [InlineData("--lifeline 3 --grace 5 --other x -- /bin/true")]
    [InlineData("--lifeline 3 --grace 5 --heartbeat 4 -- /bin/true")]
    [InlineData("--lifeline 3 --grace 5 --silence 25 -- /bin/true")]
    [InlineData("--lifeline 3 --grace 5 --heartbeat 2 --silence 25 -- /bin/true")]
    [InlineData("--lifeline 3 --grace 5 --heartbeat 4 --silence 1.9 -- /bin/true")]
    [InlineData("--lifeline 3 --grace 5 --heartbeat 4 --silence 3601 -- /bin/true")]
    [InlineData("--ready --lifeline 3 --grace 5 -- /bin/true")]
    public async Task A_wrong_command_line_is_refused(string arguments)
    {
        var end = await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = Repository.Supervisor,
                Arguments = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Errors = new ToolOutput.Text(1000),
            },
            TimeProvider.System, CancellationToken.None);

        Assert.Equal(125, end.ExitCode);
        Assert.StartsWith("shield-supervisor: ", end.Errors, StringComparison.Ordinal);
    }

    /// <summary>Runs a script of bash that finds the supervisor in <c>$0</c>.</summary>
    private static Task<ToolEnd> RunSupervisorAsync(string script) => ToolProcess.RunAsync(
        new ToolOrder
        {
            Program = "/bin/bash",
            Arguments = ["-c", script, Repository.Supervisor],
            Output = new ToolOutput.Text(1000),
            Errors = new ToolOutput.Text(1000),
        },
        TimeProvider.System, CancellationToken.None);
}
