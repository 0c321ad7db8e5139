using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>The one place that knows how a silo is found by its label. Registered on every silo, since the
/// caller's silo decides where a grain goes.</summary>
public static class AgentPlacement
{
    /// <summary>Lets this silo find agents and send worker grains to them.</summary>
    public static ISiloBuilder AddAgentPlacement(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<AgentDirectory>();
        silo.Services.AddSingleton<IAgentDirectory>(
            services => services.GetRequiredService<AgentDirectory>());
        silo.Services.AddPlacementDirector<OnItsAgent, OnItsAgentDirector>();
        return silo;
    }
}

/// <summary>Places a grain on the silo whose agent label equals the grain's key.</summary>
[GenerateSerializer, Immutable, Alias("shield.OnItsAgent")]
internal sealed class OnItsAgent : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnItsAgentAttribute() : PlacementAttribute(new OnItsAgent());

internal sealed class OnItsAgentDirector(AgentDirectory directory) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString();
        var silo = directory.FindSilo(key);
        var isFit = silo is not null && context.GetCompatibleSilos(target).Contains(silo);
        if (isFit) return Task.FromResult(silo!);
        throw new ShieldException(
            Reason.Unavailable, $"agent {key} is not connected", "start it, or edit the target's agent");
    }
}

/// <summary>Reads the labels of the silos that are alive. Memory only.</summary>
internal sealed class AgentDirectory(
    ISiloMetadataCache metadata, ISiloStatusOracle silos, ISiloIdentity identities) : IAgentDirectory
{
    public int? FindWorkers(AgentAddress agent)
    {
        if (FindSilo(agent.Value) is not { } silo) return null;
        var text = metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(AgentLabel.Workers);
        var isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var workers);
        return isCount ? workers : 1;
    }

    public IReadOnlyList<AgentAddress> ListAgents() =>
    [
        .. Alive().Select(silo => AgentAddress.Parse(LabelOf(silo)))
            .OfType<AgentAddress>()
            .OrderBy(agent => agent.Value, StringComparer.Ordinal),
    ];

    public SiloAddress? FindSilo(string label) =>
        Alive().FirstOrDefault(silo => string.Equals(LabelOf(silo), label, StringComparison.Ordinal));

    private Dictionary<SiloAddress, SiloStatus>.KeyCollection Alive() =>
        silos.GetApproximateSiloStatuses(onlyActive: true).Keys;

    // A label that the silo's certificate does not name counts as none.
    private string? LabelOf(SiloAddress silo) =>
        AgentAddress.Parse(metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(AgentLabel.Address))
            is { } agent && identities.MayBear(silo, agent) ? agent.Value : null;
}
