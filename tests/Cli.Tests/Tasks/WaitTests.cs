namespace Shield.Cli.Tests.Tasks;

public sealed class WaitTests
{
    private const string Task = $"GET /v1/task/{Samples.TaskId}";
    private const string RunAndWait = $"run job {Samples.JobId} --wait";

    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Waiting_prints_each_line_of_the_log_once_in_order_and_exits_0_when_done()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(
            Task,
            Samples.Task("pending"),
            Samples.Task("pending", "waiting for docs\n"),
            Samples.Task("running", "waiting for docs\nbegun\nhal", 10),
            Samples.Task("running", "waiting for docs\nbegun\nhalf a line\n", 2048),
            Samples.Task("done", "waiting for docs\nbegun\nhalf a line\nbegun\nlast", 4096));

        var ran = await Shell.At(core).RunAsync(RunAndWait);

        Assert.Equal(0, ran.Exit);
        Assert.Equal("waiting for docs\nbegun\nhalf a line\nbegun\nlast\n", ran.Out);
        Assert.Equal("", ran.Error);
    }

    [Fact]
    public async Task Waiting_for_a_task_whose_agent_is_away_warns_and_goes_on_waiting()
    {
        await using var core = await FakeCore.StartAsync();
        core.On($"POST /v1/job/{Samples.JobId}/run", Samples.Waiting)
            .WithOneOfEach()
            .On(Task, Samples.Task("pending"), Samples.Task("done", "stored\n", 4096));

        var ran = await Shell.At(core).RunAsync(RunAndWait);

        Assert.Equal(0, ran.Exit);
        Assert.Equal("stored\n", ran.Out);
        Assert.Equal("warning: task 5e2c416d waits for agent 10.0.0.5:5444 to connect\n", ran.Error);
    }

    [Fact]
    public async Task A_task_that_fails_exits_4_and_says_where_to_look()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(Task, Samples.Task("running"), Samples.Task("failed", "pg_dump: no\n"));

        var ran = await Shell.At(core).RunAsync(RunAndWait);

        Assert.Equal(4, ran.Exit);
        Assert.Equal("pg_dump: no\n", ran.Out);
        Assert.Contains(
            "task 5e2c416d failed after 2 minutes 5 seconds", ran.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_is_canceled_exits_5()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(Task, Samples.Task("running"), Samples.Task("canceled"));

        var ran = await Shell.At(core).RunAsync($"restore archive {Samples.ArchiveId} --yes --wait");

        Assert.Equal(5, ran.Exit);
        Assert.Contains("canceled", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_progress_is_drawn_and_wiped_and_the_outcome_is_told()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(
            Task, Samples.Task("running", "", 2048), Samples.Task("done", "stored\n", 4096));
        var shell = Shell.TerminalAt(core);
        shell.Environment.Remove("NO_COLOR");

        var ran = await shell.RunAsync(RunAndWait);

        Assert.Equal(
            "backup running, 2 KiB\r\u001b[2Kstored\n"
            + "task 5e2c416d done after 2 minutes 5 seconds, 4 KiB in archive 9ee4b579\n",
            ran.Out);
    }

    [Fact]
    public async Task A_core_that_is_away_for_a_moment_is_waited_for()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(Task, Samples.Task("running", "a\n"))
            .Refuse(Task, 503, """{"status":503,"detail":"the catalog is away"}""")
            .On(Task, Samples.Task("done", "a\nb\n"));

        var ran = await Shell.At(core).RunAsync(RunAndWait);

        Assert.Equal(0, ran.Exit);
        Assert.Equal("a\nb\n", ran.Out);
    }

    [Fact]
    public async Task A_core_that_stays_away_ends_the_waiting()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().Refuse(Task, 503, """{"status":503,"detail":"the catalog is away"}""");

        var ran = await Shell.At(core).RunAsync(RunAndWait);

        Assert.Equal(1, ran.Exit);
        Assert.Contains("the catalog is away", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_is_followed_later_as_well()
    {
        await using var core = await FakeCore.StartAsync();
        core.On(Task, Samples.Task("running", "a\n"), Samples.Task("failed", "a\nb\n"));

        var ran = await Shell.At(core).RunAsync($"show task {Samples.TaskId} --follow");

        Assert.Equal(4, ran.Exit);
        Assert.Equal("a\nb\n", ran.Out);
    }

    [Fact]
    public async Task Following_with_debug_ends_with_the_verbose_log()
    {
        await using var core = await FakeCore.StartAsync();
        var ended = Samples.Task("failed", "a\n").Replace(
            "\"attempt\"", "\"debug\":\"argv\",\"attempt\"", StringComparison.Ordinal);
        core.On(Task, Samples.Task("running"), ended);

        var ran = await Shell.At(core).RunAsync($"show task {Samples.TaskId} --follow --debug");

        Assert.Equal(4, ran.Exit);
        Assert.Equal("a\n\ndebug:\nargv\n", ran.Out);
    }

    [Fact]
    public async Task Waiting_with_json_prints_the_ended_task_alone()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(Task, Samples.Task("running", "a\n"), Samples.Task("done", "a\n"));

        var ran = await Shell.At(core).RunAsync($"{RunAndWait} --json");

        Assert.Equal(Samples.Task("done", "a\n") + "\n", ran.Out);
    }

    [Fact]
    public async Task Interrupting_the_wait_leaves_the_task_alone_and_says_so()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(Task, Samples.Task("running"));
        using var interrupted = new CancellationTokenSource();

        var running = Shell.At(core).RunAsync(RunAndWait, interrupted.Token);
        await PollAsync(() => core.Lines.Contains(Task));
        await interrupted.CancelAsync();
        var ran = await running;

        Assert.Equal(130, ran.Exit);
        Assert.Contains("the task goes on", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(core.Asked, a => a.Method == "DELETE");
    }

    [Fact]
    public async Task Canceling_deletes_the_task()
    {
        await using var core = await FakeCore.StartAsync();
        core.On($"DELETE /v1/task/{Samples.TaskId}", """{"ok":"canceled"}""");

        var ran = await Shell.At(core).RunAsync($"cancel task {Samples.TaskId}");

        Assert.Equal(0, ran.Exit);
        Assert.Equal("canceled\n", ran.Out);
    }

    private static async Task PollAsync(Func<bool> happened)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened())
        {
            await System.Threading.Tasks.Task.Delay(PollPause, TimeProvider.System, deadline.Token);
        }
    }
}
