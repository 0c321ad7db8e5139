using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Grains.Archives;
using Shield.Grains.Jobs;

namespace Shield.Grains.Tasks;

/// <summary>Makes what is written and what is true agree again, after whatever has died.</summary>
[KeepAlive]
internal sealed class JanitorGrain(ICatalog catalog, TimeProvider clock, ILogger<JanitorGrain> logger)
    : Grain, IJanitorGrain
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(10);

    /// <summary>It may be here because the silo on which it was has died, with grains that nobody else
    /// wakes.</summary>
    private static readonly TimeSpan FirstSweep = TimeSpan.FromMinutes(1);

    /// <summary>How often it looks for jobs whose own alarm has not rung.</summary>
    private static readonly TimeSpan WakePeriod = TimeSpan.FromSeconds(25);

    /// <summary>How late a job's own alarm may be.</summary>
    private static readonly TimeSpan AlarmLatenessMax = TimeSpan.FromSeconds(15);

    private readonly GrainRound _round = new(logger);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(SweepAsync, new() { DueTime = FirstSweep, Period = SweepPeriod });
        this.RegisterGrainTimer(WakeLateJobsAsync, new() { DueTime = WakePeriod, Period = WakePeriod });
        return Task.CompletedTask;
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        // Archives are seen to every minute, by a grain of their own, which this wakes if it has gone.
        await _round.AskOneAsync("sweep", Guid.Empty, _ =>
            GrainFactory.GetGrain<IArchiveSweepGrain>(0).StartAsync(cancellationToken));

        var tasks = await catalog.ListUnfinishedAsync(cancellationToken);
        await _round.AskAsync("task", tasks.Select(id => id.Value), id =>
            GrainFactory.GetGrain<ITaskGrain>(id).CheckAsync(cancellationToken));
        logger.Swept(tasks.Count);

        var due = await catalog.ListDueJobsAsync(clock.GetUtcNow(), cancellationToken);
        await WakeAsync(due, cancellationToken);
        await WakeAsync(await catalog.ListBehindJobsAsync(null, cancellationToken), cancellationToken);
    }

    public async Task WakeQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (var agent in await catalog.ListBusyAgentsAsync(cancellationToken))
        {
            await _round.AskOneAsync($"the queue of {agent}", Guid.Empty, _ =>
                GrainFactory.GetGrain<IAgentQueueGrain>(agent.Value).LookAsync(cancellationToken));
        }
    }

    private async Task WakeLateJobsAsync(CancellationToken cancellationToken)
    {
        var through = clock.GetUtcNow() - AlarmLatenessMax;
        await WakeAsync(await catalog.ListDueJobsAsync(through, cancellationToken), cancellationToken);
    }

    private Task WakeAsync(IEnumerable<JobId> jobs, CancellationToken cancellationToken) =>
        _round.AskAsync("job", jobs.Select(job => job.Value), id =>
            GrainFactory.GetGrain<IJobGrain>(id).WakeAsync(cancellationToken));
}
