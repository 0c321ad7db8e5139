using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class EndingTests
{
    private const string QuietGrandchild =
        "setsid bash -c 'echo $$ > \"$0/grandchild\"; exec sleep 1000000' \"$0\" "
        + "< /dev/null > /dev/null 2>&1 & ";

    private const string WaitForGrandchild = "while [ ! -s \"$0/grandchild\" ]; do sleep 0.01; done; ";

    [Fact]
    public async Task Stop_ends_a_grandchild_in_a_session_of_its_own()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync(QuietGrandchild + "sleep 1000000");
        var grandchild = await bench.PidAsync("grandchild");

        process.Stop();
        process.Stop();
        var end = await process.Ended;

        Assert.Equal(143, end.ExitCode);
        Assert.False(Bench.Lives(grandchild));
    }

    [Fact]
    public async Task Stop_lets_the_plugin_clean_up_and_keeps_its_exit_code()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync(
            "trap 'touch \"$0/cleaned\"; exit 4' TERM; echo ready; while :; do sleep 0.02; done");
        process.StandardOutput.ReadByte();

        process.Stop();

        Assert.Equal(4, (await process.Ended).ExitCode);
        Assert.True(File.Exists(bench.File("cleaned")));
    }

    [Fact]
    public async Task A_program_that_cleans_up_after_SIGTERM_is_not_hit_itself()
    {
        await using var bench = new Bench();
        for (var round = 0; round < 20; round++)
        {
            await using var process = await bench.ShellAsync(
                "trap 'touch \"$0/cleaned\"; exit 4' TERM; echo ready; sleep 1000000 & wait");
            process.StandardOutput.ReadByte();

            process.Stop();

            Assert.Equal(4, (await process.Ended).ExitCode);
            Assert.True(File.Exists(bench.File("cleaned")));
            File.Delete(bench.File("cleaned"));
        }
    }

    [Fact]
    public async Task A_plugin_that_ends_leaves_no_daemon_behind()
    {
        await using var bench = new Bench();

        var end = await bench.EndOfAsync(QuietGrandchild + WaitForGrandchild + "exit 5");

        Assert.Equal(5, end.ExitCode);
        Assert.False(Bench.Lives(await bench.PidAsync("grandchild")));
    }

    [Fact]
    public async Task A_daemon_that_ignores_SIGTERM_is_killed()
    {
        await using var bench = new Bench();

        await bench.EndOfAsync("trap '' TERM; " + QuietGrandchild + WaitForGrandchild + "exit 0");

        Assert.False(Bench.Lives(await bench.PidAsync("grandchild")));
    }

    [Fact]
    public async Task A_child_that_still_writes_when_the_plugin_says_0_may_finish()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("exec > >(sleep 0.3; cat); echo whole");

        var text = await Bench.TextAsync(process.StandardOutput);

        Assert.Equal("whole\n", text);
        Assert.Equal(0, (await process.Ended).ExitCode);
    }

    [Fact]
    public async Task Success_is_not_believed_when_a_child_had_to_be_ended_that_held_the_data()
    {
        await using var bench = new Bench();

        var end = await bench.EndOfAsync("sleep 1000000 & exit 0");

        Assert.Equal(123, end.ExitCode);
        Assert.Contains("still held", Assert.Single(bench.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_ignores_SIGTERM_is_killed_after_the_grace_period()
    {
        await using var bench = new Bench(graceSeconds: 0.5);
        await using var process = await bench.ShellAsync("trap '' TERM; echo ready; sleep 1000000");
        process.StandardOutput.ReadByte();

        process.Stop();
        var end = await process.Ended;

        Assert.Equal(137, end.ExitCode);
        Assert.InRange(end.Elapsed.TotalSeconds, 0.5, 4);
    }

    [Fact]
    public async Task Kill_waits_for_no_grace_period()
    {
        await using var bench = new Bench(graceSeconds: 600);
        await using var process = await bench.ShellAsync("trap '' TERM; echo ready; sleep 1000000");
        process.StandardOutput.ReadByte();
        process.Stop();

        process.Kill();

        Assert.Equal(137, (await process.Ended).ExitCode);
    }

    [Fact]
    public async Task A_second_SIGTERM_to_the_supervisor_waits_for_no_grace_period()
    {
        await using var bench = new Bench(graceSeconds: 600);
        await using var process = await bench.ShellAsync(
            "trap 'echo asked' TERM; echo ready; while :; do sleep 0.02; done");
        process.StandardOutput.ReadExactly(new byte["ready\n".Length]);
        process.Stop();
        process.StandardOutput.ReadExactly(new byte["asked\n".Length]);

        _ = NativeMethods.Kill(process.SupervisorPid, NativeMethods.SigTerm);

        Assert.Equal(137, (await process.Ended).ExitCode);
    }

    [Fact]
    public async Task Stop_before_the_plugin_could_run_leaves_nothing()
    {
        await using var bench = new Bench();
        var task = Guid.NewGuid();
        for (var round = 0; round < 20; round++)
        {
            await using var process = await bench.ShellAsync(QuietGrandchild + "sleep 1000000", task: task);

            process.Stop();

            Assert.InRange((await process.Ended).ExitCode, 128, 255);
            Assert.Empty(new ProcessSearch(PluginEnvironment.TaskUuid, [task]).Find());
        }
    }

    [Fact]
    public async Task A_plugin_that_signals_its_whole_group_does_not_hit_its_supervisor()
    {
        await using var bench = new Bench();

        var end = await bench.EndOfAsync(QuietGrandchild + WaitForGrandchild + "kill -KILL 0");

        Assert.Equal(137, end.ExitCode);
        Assert.False(Bench.Lives(await bench.PidAsync("grandchild")));
    }

    [Fact]
    public async Task Nothing_survives_a_supervisor_that_is_killed()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync(QuietGrandchild + "sleep 1000000");
        var grandchild = await bench.PidAsync("grandchild");

        _ = NativeMethods.Kill(process.SupervisorPid, NativeMethods.SigKill);
        var end = await process.Ended;

        Assert.Equal(137, end.ExitCode);
        Assert.False(Bench.Lives(grandchild));
    }

    [Fact]
    public async Task The_end_of_the_supervision_ends_every_process()
    {
        var bench = new Bench();
        var first = await bench.ShellAsync("echo ready; sleep 1000000");
        var second = await bench.ShellAsync("echo ready; sleep 1000000");
        first.StandardOutput.ReadByte();
        second.StandardOutput.ReadByte();

        await bench.DisposeAsync();

        Assert.Equal((143, 143), ((await first.Ended).ExitCode, (await second.Ended).ExitCode));
    }

    [Fact]
    public async Task The_end_of_the_supervision_may_come_twice()
    {
        await using var bench = new Bench();

        await bench.Supervision.DisposeAsync();
        await bench.Supervision.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.ShellAsync("exit 0"));
    }

    [Fact]
    public async Task The_end_of_the_supervision_waits_for_a_process_that_is_just_being_started()
    {
        var bench = new Bench();
        var task = Guid.NewGuid();
        using var arguments = new HeldArguments(["-c", "sleep 1000000"]);
        var starting = Task.Run(() => bench.Supervision.StartAsync(new ProcessOrder
        {
            Program = "/bin/bash",
            Arguments = arguments,
            Environment = PluginEnvironment.OfThisProcess(),
            TaskUuid = task,
            OnErrorLine = (_, _) => { },
        }));
        await arguments.Reached;

        var ending = bench.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        arguments.LetGo();
        await ending;

        Assert.True((await starting).Ended.IsCompleted);
        Assert.Empty(new ProcessSearch(PluginEnvironment.TaskUuid, [task]).Find());
    }

    [Fact]
    public async Task After_the_end_of_the_supervision_nothing_is_started()
    {
        var bench = new Bench();
        await bench.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.ShellAsync("exit 0"));
    }
}
