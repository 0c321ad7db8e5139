using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;
using Shield.Grains.Jobs;
using Shield.Testing;

namespace Shield.Grains.Tests.Tasks;

/// <summary>One running backup or restore per target, however many jobs and workers there are.</summary>
[Trait("Category", "Race")]
public sealed class OnePerTargetTests(Service service) : IClassFixture<Service>
{
    private const int Runs = 8;

    [Fact]
    public async Task Two_jobs_of_the_same_target_run_one_after_the_other_and_the_second_says_why()
    {
        var trial = service.Try();
        await trial.CreateJobAsync("""{"from": "@/gate"}""");
        var second = await SecondJobAsync(trial);
        var running = await trial.StartBehindGateAsync();

        var waiting = await service.Shield.StartJobAsync(second);

        var row = await service.Shield.TaskWhenAsync(
            waiting, task => task.Log.Contains("waiting", StringComparison.Ordinal));
        Assert.Contains("waiting for another task of the same target to end", row.Lines());
        await trial.OpenGateAsync();
        var first = await service.Shield.EndOfAsync(running);
        await trial.OpenGateAsync();
        var last = await service.Shield.EndOfAsync(waiting);
        Assert.Equal((TaskPhase.Done, TaskPhase.Done), (first.Status, last.Status));
        Assert.True(last.StartedAt >= first.StoppedAt);
    }

    [Fact]
    public async Task Many_runs_asked_for_at_the_same_moment_all_end_done_and_never_overlap()
    {
        var trial = service.Try();
        await trial.CreateJobAsync("""{"bytes": 1000}""");

        var tasks = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => trial.StartAsync()));

        var rows = await Task.WhenAll(tasks.Select(service.Shield.EndOfAsync));
        Assert.All(rows, row => Assert.Equal(TaskPhase.Done, row.Status));
        var inOrder = rows.OrderBy(row => row.StartedAt).ToArray();
        Assert.All(
            inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.Second.StartedAt >= pair.First.StoppedAt));
        Assert.Equal(Runs, (await trial.ArchivesAsync()).Count);
        Assert.Equal(Runs, trial.Blobs.Count);
    }

    private async Task<JobId> SecondJobAsync(Trial trial)
    {
        var none = CancellationToken.None;
        var row = (await service.Shield.Catalog.FindJobAsync(trial.Job, none))!;
        var job = new JobId(Guid.NewGuid());
        await service.Shield.Grains.GetGrain<IJobGrain>(job.Value).CreateAsync(
            new JobDefinition(
                "second", "", row.Target.Uuid, row.Store.Uuid, row.Schedule.Uuid, row.Retention.Uuid, 50),
            paused: false,
            none);
        return job;
    }
}
