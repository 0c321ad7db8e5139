using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>Shows the card of the silo on which it is.</summary>
[OnItsSilo]
internal sealed class SiloCardGrain(SiloCard own) : Grain, ISiloCardGrain
{
    public Task<SiloCard> ShowAsync(CancellationToken cancellationToken) => Task.FromResult(own);
}
