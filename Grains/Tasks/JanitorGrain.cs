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

    /// <summary>How often it looks for jobs whose own alarm has not rung.</summary>
    private static readonly TimeSpan WakePeriod = TimeSpan.FromSeconds(25);

    /// <summary>How late a job's own alarm may be.</summary>
    private static readonly TimeSpan AlarmLatenessMax = TimeSpan.FromSeconds(15);

    /// <summary>How many grains are asked at the same time.</summary>
    private const int AtOnceMax = 16;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(SweepAsync, new() { DueTime = SweepPeriod, Period = SweepPeriod });
        this.RegisterGrainTimer(WakeLateJobsAsync, new() { DueTime = WakePeriod, Period = WakePeriod });
        return Task.CompletedTask;
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var tasks = await catalog.ListUnfinishedAsync(cancellationToken);
        await EachAsync("task", tasks.Select(id => id.Value), id =>
            GrainFactory.GetGrain<ITaskGrain>(id).CheckAsync(cancellationToken));

        var archives = await catalog.ListUnpurgedAsync(cancellationToken);
        await EachAsync("archive", archives.Select(id => id.Value), id =>
            GrainFactory.GetGrain<IArchiveGrain>(id).RepeatPurgeAsync(cancellationToken));
        logger.Swept(tasks.Count, archives.Count);

        var waker = new JobWaker(GrainFactory, logger);
        var due = await catalog.ListDueJobsAsync(clock.GetUtcNow(), cancellationToken);
        await waker.WakeAsync(due, cancellationToken);
        var behind = await catalog.ListBehindJobsAsync(null, cancellationToken);
        await waker.WakeAsync(behind, cancellationToken);
    }

    private async Task WakeLateJobsAsync(CancellationToken cancellationToken)
    {
        var through = clock.GetUtcNow() - AlarmLatenessMax;
        await new JobWaker(GrainFactory, logger)
            .WakeAsync(await catalog.ListDueJobsAsync(through, cancellationToken), cancellationToken);
    }

    private async Task EachAsync(string noun, IEnumerable<Guid> ids, Func<Guid, Task> look)
    {
        foreach (var chunk in ids.Chunk(AtOnceMax))
        {
            await Task.WhenAll(chunk.Select(id => LookAsync(noun, id, look)));
        }
    }

    private async Task LookAsync(string noun, Guid id, Func<Guid, Task> look)
    {
        try
        {
            await look(id);
        }
        catch (Exception away) when (Trouble.IsPassing(away) || away is ShieldException)
        {
            logger.NotSwept(noun, id, away);
        }
    }
}
