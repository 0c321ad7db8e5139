using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>The one place that knows how a silo is found by its label. Registered on every silo, since the
/// caller's silo decides where a grain goes.</summary>
public static class AgentPlacement
{
    /// <summary>Lets this silo find agents, and send worker grains to them.</summary>
    public static ISiloBuilder AddAgentPlacement(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<SiloCards>();
        silo.Services.AddHostedService(services => services.GetRequiredService<SiloCards>());
        silo.Services.AddPlacementDirector<OnItsSilo, OnItsSiloDirector>();
        silo.Services.AddSingleton<AgentDirectory>();
        silo.Services.AddSingleton<IAgentDirectory>(
            services => services.GetRequiredService<AgentDirectory>());
        silo.Services.AddPlacementDirector<OnItsAgent, OnItsAgentDirector>();
        return silo;
    }

    /// <summary>Lets this silo ask agents for something. For cores: it takes their keys.</summary>
    public static ISiloBuilder AddWorkers(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IWorkers, Workers>();
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
        var silo = AgentAddress.Parse(key) is { } agent ? directory.FindSilo(agent) : null;
        var isFit = silo is not null && context.GetCompatibleSilos(target).Contains(silo);
        if (isFit) return Task.FromResult(silo!);
        throw AgentAbsence.Of(key!);
    }
}

/// <summary>Reads the cards of the silos that are alive. Memory only.</summary>
internal sealed class AgentDirectory(SiloCards cards, ISiloStatusOracle silos, ISiloIdentity identities)
    : IAgentDirectory
{
    public bool IsComplete => cards.Alive.All(silo => cards.Find(silo) is not null);

    public AgentFacts? Find(AgentAddress agent)
    {
        if (FindSilo(agent) is not { } silo || cards.Find(silo) is not { Agent: { } card } all) return null;
        // The key lies in the home, and so tells one from another.
        var run = new AgentRun(silo.ToParsableString(), card.Key);
        return new AgentFacts(card.Workers, all.Version, card.Key, run);
    }

    public IReadOnlyList<AgentAddress> ListAgents() =>
    [
        .. cards.Alive.Select(AgentOf)
            .OfType<AgentAddress>()
            .Distinct()
            .OrderBy(agent => agent.Value, StringComparer.Ordinal),
    ];

    /// <summary>The silo that is an agent; of several the one that was it first, so that every silo finds the
    /// same one.</summary>
    public SiloAddress? FindSilo(AgentAddress agent) => cards.Alive
        .Where(silo => AgentOf(silo) == agent)
        .OrderBy(silo => silo.Generation)
        .ThenBy(silo => silo)
        .FirstOrDefault();

    /// <summary>Another silo that is the same agent.</summary>
    public SiloAddress? FindOther(AgentAddress agent, SiloAddress self) =>
        cards.Alive.FirstOrDefault(silo => !silo.Equals(self) && AgentOf(silo) == agent);

    public bool IsOver(AgentRun run) =>
        silos.GetApproximateSiloStatus(SiloAddress.FromParsableString(run.Silo))
            is SiloStatus.Dead or SiloStatus.None;

    // An agent that the silo's certificate does not name counts as none.
    private AgentAddress? AgentOf(SiloAddress silo) =>
        cards.Find(silo)?.Agent is { Address: var agent } && identities.MayBear(silo, agent) ? agent : null;
}
