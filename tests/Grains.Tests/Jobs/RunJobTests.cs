using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Jobs;
using Shield.Grains.Targets;
using Shield.Testing;

namespace Shield.Grains.Tests.Jobs;

/// <summary>What a run takes with it from its job.</summary>
public sealed class RunJobTests(Service service) : IClassFixture<Service>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_task_uses_the_target_as_it_was_when_it_was_asked_for()
    {
        var trial = service.Try();
        await trial.CreateJobAsync("""{"from": "@/gate"}""");
        var blocker = await trial.StartBehindGateAsync();
        var waiting = await trial.StartAsync();
        var target = (await service.Shield.TaskWhenAsync(waiting, _ => true)).Target!.Value;

        await service.Shield.Grains.GetGrain<ITargetGrain>(target.Value).EditAsync(
            new TargetDefinition(
                "edited",
                "",
                PluginName.Parse("dummy")!.Value,
                EndpointConfig.Parse("""{"exit": 3}""")!,
                service.Shield.Agent),
            EditCondition.None,
            None);
        await trial.OpenGateAsync();

        Assert.Equal(TaskPhase.Done, (await service.Shield.EndOfAsync(blocker)).Status);
        await trial.OpenGateAsync();
        Assert.Equal(TaskPhase.Done, (await service.Shield.EndOfAsync(waiting)).Status);
        Assert.Equal(TaskPhase.Failed, (await service.Shield.RunJobAsync(trial.Job)).Status);
    }

    [Fact]
    public async Task A_job_that_is_deleted_while_it_runs_ends_with_its_archive()
    {
        var trial = service.Try();
        await trial.CreateJobAsync("""{"from": "@/gate"}""");
        var task = await trial.StartBehindGateAsync();

        await service.Shield.Grains.GetGrain<IJobGrain>(trial.Job.Value)
            .DeleteAsync(EditCondition.None, None);
        await trial.OpenGateAsync();

        Assert.Equal(TaskPhase.Done, (await service.Shield.EndOfAsync(task)).Status);
        Assert.Equal(task, Assert.Single(await trial.ArchivesAsync()).Task);
    }

    [Fact]
    public async Task A_job_that_nobody_knows_is_not_run()
    {
        var refusal = await Refused.ByAsync(
            Reason.NotFound, () => service.Shield.StartJobAsync(new JobId(Guid.NewGuid())));

        Assert.Contains("there is no job", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("shield list jobs", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_job_can_be_run_by_hand()
    {
        var trial = service.Try();
        await trial.CreateJobAsync("""{"bytes": 10}""");
        var job = service.Shield.Grains.GetGrain<IJobGrain>(trial.Job.Value);
        await job.PauseAsync(None);
        await job.PauseAsync(None);

        Assert.Equal(TaskPhase.Done, (await service.Shield.RunJobAsync(trial.Job)).Status);
    }
}
