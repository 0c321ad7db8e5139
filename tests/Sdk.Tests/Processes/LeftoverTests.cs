using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class LeftoverTests
{
    [Fact]
    public async Task What_an_earlier_agent_left_is_killed_and_forgotten()
    {
        await using var bench = new Bench(graceSeconds: 0);
        var task = Guid.NewGuid();
        await File.WriteAllTextAsync(Path.Combine(bench.RunFolder, $"{task:d}"), "");
        await File.WriteAllTextAsync(Path.Combine(bench.EndpointFolder, "left"), "{}");
        var secrets = Directory.CreateDirectory(
            Path.Combine(bench.EndpointFolder, $"shield-tool-{NativeMethods.EffectiveUser()}-0123"));
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "passfile"), "a password");
        var left = await OrphanAsync(bench, task, "trap '' TERM; (exec env -i sleep 1000000) &");
        var other = await OrphanAsync(bench, Guid.NewGuid(), "");

        var found = await bench.Supervision.EndLeftoversAsync(CancellationToken.None);

        Assert.Equal(2, found);
        Assert.Equal((false, true), (Bench.Lives(left), Bench.Lives(other)));
        Assert.Empty(Directory.GetFileSystemEntries(bench.EndpointFolder));
        Assert.Equal([".lock"], Directory.GetFiles(bench.RunFolder).Select(Path.GetFileName));
        _ = NativeMethods.Kill(other, NativeMethods.SigKill);
    }

    [Fact]
    public async Task A_running_task_has_a_file_and_is_no_left_over()
    {
        await using var bench = new Bench();
        var task = Guid.NewGuid();
        await using var first = await bench.ShellAsync("sleep 1000000", "{}", task);
        await using var second = await bench.ShellAsync("exit 0", "{}", task);
        await second.Ended;

        var found = await bench.Supervision.EndLeftoversAsync(CancellationToken.None);

        Assert.Equal(0, found);
        Assert.True(File.Exists(Path.Combine(bench.RunFolder, $"{task:d}")));
        Assert.Single(Directory.GetFiles(bench.EndpointFolder));
        first.Stop();
        await first.Ended;
        Assert.False(File.Exists(Path.Combine(bench.RunFolder, $"{task:d}")));
    }

    [Fact]
    public async Task Two_agents_cannot_share_a_run_folder()
    {
        await using var bench = new Bench();

        var refusal = Assert.Throws<IOException>(
            () => new ProcessSupervision(bench.Options(1), TimeProvider.System));

        Assert.Contains(bench.RunFolder, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<int> OrphanAsync(Bench bench, Guid task, string before)
    {
        var name = $"orphan-{task:d}";
        var script = before + "echo $$ > \"$0\"; exec sleep 1000000";
        await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = "/usr/bin/setsid",
                Arguments = ["-f", "bash", "-c", script, bench.File(name)],
                Environment = new Dictionary<string, string?> { [PluginEnvironment.TaskUuid] = $"{task:d}" },
            },
            TimeProvider.System, CancellationToken.None);
        return await bench.PidAsync(name);
    }
}
