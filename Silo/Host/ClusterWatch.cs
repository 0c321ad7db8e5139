using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shield.Grains.Tasks;
using Shield.Grains.Workers;

namespace Shield.Silo.Host;

/// <summary>Silos come and go: what waits for one, or ran on one, is looked at when that happens. Every core
/// watches, so that it does not matter which of them dies.</summary>
internal sealed class ClusterWatch(
    IClusterMembershipService membership,
    IAgentDirectory agents,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<ClusterWatch> logger) : BackgroundService
{
    /// <summary>How often it looks when nothing has changed: the janitor may have died with its silo.
    /// </summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>How long the labels of a silo that has come may take to be known here.</summary>
    private static readonly TimeSpan LabelTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How much later they may be known to another core.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = membership.MembershipUpdates.GetAsyncEnumerator(stoppingToken);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var hasChanged = await Task.WhenAny(next, Task.Delay(Period, clock, stoppingToken)) == next;
                stoppingToken.ThrowIfCancellationRequested();
                if (hasChanged)
                {
                    if (!await next) return;
                    next = changes.MoveNextAsync().AsTask();
                    await UntilLabelsAreKnownAsync(stoppingToken);
                    await WakeAsync(stoppingToken);
                    await Task.Delay(Echo, clock, stoppingToken);
                }

                await WakeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task UntilLabelsAreKnownAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (!agents.IsComplete && clock.GetElapsedTime(start) < LabelTimeout)
        {
            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IJanitorGrain>(0).WakeQueuesAsync(cancellationToken);
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            // The catalog or the janitor's silo has just gone: it is tried again soon, whatever it was.
            logger.QueuesNotWoken(away);
        }
    }
}
