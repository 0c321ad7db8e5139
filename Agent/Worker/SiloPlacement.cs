using Orleans.Placement;
using Orleans.Runtime.Placement;
using Shield.Domain;

namespace Shield.Agent.Worker;

/// <summary>Places a grain on the silo whose address is the grain's key.</summary>
[GenerateSerializer, Immutable, Alias("shield.OnItsSilo")]
internal sealed class OnItsSilo : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnItsSiloAttribute() : PlacementAttribute(new OnItsSilo());

internal sealed class OnItsSiloDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silo = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new ShieldException(Reason.Unavailable, $"silo {silo} has just come, or gone", "");
    }
}
