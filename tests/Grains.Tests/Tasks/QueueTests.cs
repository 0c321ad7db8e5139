using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Targets;
using Shield.Testing;

namespace Shield.Grains.Tests.Tasks;

/// <summary>Whose turn it is, with one worker.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private ShieldCluster? _shield;

    public async ValueTask InitializeAsync() => _shield = await ShieldCluster.StartAsync(workers: 1);

    public async ValueTask DisposeAsync() => await _shield!.DisposeAsync();

    [Fact]
    public async Task One_worker_runs_one_task_at_a_time_and_the_others_say_what_they_wait_for()
    {
        var (blocker, other) = (new Trial(_shield!), new Trial(_shield!));
        await blocker.CreateJobAsync("""{"from": "@/gate"}""");
        await other.CreateJobAsync("""{"bytes": 10}""");
        var running = await blocker.StartBehindGateAsync();

        var waiting = await other.StartAsync();

        var row = await _shield!.TaskWhenAsync(
            waiting, task => task.Log.Contains("waiting", StringComparison.Ordinal));
        Assert.Contains("waiting for a free worker on 127.0.0.1:5444: 1 of 1 are busy", row.Lines());
        Assert.Equal(TaskPhase.Pending, row.Status);
        await blocker.OpenGateAsync();
        var first = await _shield.EndOfAsync(running);
        var second = await _shield.EndOfAsync(waiting);
        Assert.Equal((TaskPhase.Done, TaskPhase.Done), (first.Status, second.Status));
        Assert.True(second.StartedAt >= first.StoppedAt);
    }

    [Fact]
    public async Task The_most_urgent_goes_first_and_then_the_oldest()
    {
        var blocker = new Trial(_shield!);
        await blocker.CreateJobAsync("""{"from": "@/gate"}""");
        await blocker.StartBehindGateAsync();
        var tasks = new List<TaskId>();
        foreach (var priority in new[] { 90, 50, 10, 50 })
        {
            var trial = new Trial(_shield!) { Priority = priority };
            await trial.CreateJobAsync("""{"bytes": 10}""");
            tasks.Add(await trial.StartAsync());
        }

        await blocker.OpenGateAsync();

        var rows = new List<TaskRow>();
        foreach (var task in tasks) rows.Add(await _shield!.EndOfAsync(task));
        Assert.Equal(
            [tasks[2], tasks[1], tasks[3], tasks[0]],
            rows.OrderBy(row => row.StartedAt).Select(row => row.Uuid));
    }

    [Fact]
    public async Task A_task_for_an_agent_that_is_not_there_waits_and_says_so_and_can_be_canceled()
    {
        var trial = new Trial(_shield!);
        await trial.CreateJobAsync("""{"bytes": 10}""");
        var known = await _shield!.RunJobAsync(trial.Job);
        await _shield.Grains.GetGrain<ITargetGrain>(known.Target!.Value.Value).EditAsync(
            new TargetDefinition(
                "far",
                "",
                PluginName.Parse("dummy")!.Value,
                EndpointConfig.Parse("{}")!,
                AgentAddress.Parse("far.example:5444")!.Value),
            EditCondition.None,
            CancellationToken.None);

        var task = await trial.StartAsync();

        var row = await _shield.TaskWhenAsync(
            task, one => one.Log.Contains("waiting", StringComparison.Ordinal));
        Assert.Contains("waiting for agent far.example:5444 to connect", row.Lines());
        Assert.Equal(TaskPhase.Pending, row.Status);
        await trial.CancelAsync(task);
        Assert.Equal(TaskPhase.Canceled, (await _shield.EndOfAsync(task)).Status);
    }
}
