using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>The cards of all silos that are alive: each is asked for until it has been shown.</summary>
/// <remarks>Orleans' own silo metadata are asked for once when a silo comes, and not of one whose clock is
/// wrong; in a cluster in which silos die, one would be missed for ever.</remarks>
internal sealed class SiloCards(
    SiloCard own,
    ILocalSiloDetails self,
    ISiloStatusOracle silos,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<SiloCards> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>How long after an attempt that failed the next one comes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SiloAddress, SiloCard> _cards = new();
    private readonly ConcurrentDictionary<SiloAddress, bool> _asked = new();

    /// <summary>The silos that are alive.</summary>
    public IReadOnlyCollection<SiloAddress> Alive =>
        silos.GetApproximateSiloStatuses(onlyActive: true).Keys;

    /// <summary>The card of a silo; null while it has not been shown.</summary>
    public SiloCard? Find(SiloAddress silo) =>
        silo.Equals(self.SiloAddress) ? own : _cards.GetValueOrDefault(silo);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var alive = Alive.ToHashSet();
                foreach (var gone in _cards.Keys.Where(silo => !alive.Contains(silo)))
                {
                    _cards.TryRemove(gone, out _);
                }

                foreach (var silo in alive.Where(silo => Find(silo) is null && _asked.TryAdd(silo, true)))
                {
                    _ = AskAsync(silo, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task AskAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        try
        {
            var grain = grains.GetGrain<ISiloCardGrain>(silo.ToParsableString());
            _cards[silo] = await grain.ShowAsync(cancellationToken);
        }
        catch (Exception away)
        {
            // It has just come or gone, or is slow: whatever it was, it is asked again while it is alive.
            logger.CardNotShown(silo, away);
            await Task.Delay(Pause, clock, CancellationToken.None);
        }
        finally
        {
            _asked.TryRemove(silo, out _);
        }
    }
}
