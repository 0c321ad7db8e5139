using Microsoft.Extensions.Logging;
using Shield.Grains.Archives;

namespace Shield.Grains.Tasks;

/// <summary>Makes what is written and what is true agree again, after whatever has died.</summary>
[KeepAlive]
internal sealed class JanitorGrain(ICatalog catalog, ILogger<JanitorGrain> logger) : Grain, IJanitorGrain
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(10);

    private readonly GrainRound _round = new(logger);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(SweepAsync, new() { DueTime = SweepPeriod, Period = SweepPeriod });
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
    }
}
