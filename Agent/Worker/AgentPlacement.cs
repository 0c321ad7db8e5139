using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;
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
        var silo = directory.FindSilo(key);
        var isFit = silo is not null && context.GetCompatibleSilos(target).Contains(silo);
        if (isFit) return Task.FromResult(silo!);
        throw AgentAbsence.Of(key!);
    }
}

/// <summary>Reads the labels of the silos that are alive. Memory only.</summary>
internal sealed class AgentDirectory(
    ISiloMetadataCache metadata, ISiloStatusOracle silos, ISiloIdentity identities) : IAgentDirectory
{
    private const int HomeBytes = 8;

    public AgentFacts? Find(AgentAddress agent)
    {
        if (FindSilo(agent.Value) is not { } silo) return null;
        var key = LabelOf(silo, AgentLabel.Key) ?? "";
        var text = LabelOf(silo, AgentLabel.Workers);
        var isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var workers);
        return new AgentFacts(
            isCount ? workers : 1,
            LabelOf(silo, AgentLabel.Version) ?? "",
            key,
            new AgentRun(silo.ToParsableString(), HomeOf(key)));
    }

    public IReadOnlyList<AgentAddress> ListAgents() =>
    [
        .. Alive().Select(AgentOf)
            .OfType<AgentAddress>()
            .Distinct()
            .OrderBy(agent => agent.Value, StringComparer.Ordinal),
    ];

    /// <summary>The silo that bears a label; of several the one that bore it first, so that every silo
    /// finds the same one.</summary>
    public SiloAddress? FindSilo(string label) => Alive()
        .Where(silo => AgentOf(silo)?.Value == label)
        .OrderBy(silo => silo.Generation)
        .ThenBy(silo => silo)
        .FirstOrDefault();

    private Dictionary<SiloAddress, SiloStatus>.KeyCollection Alive() =>
        silos.GetApproximateSiloStatuses(onlyActive: true).Keys;

    /// <summary>Another silo that bears a label.</summary>
    public SiloAddress? FindOther(AgentAddress agent, SiloAddress self) => Alive().FirstOrDefault(
        silo => !silo.Equals(self) && AgentOf(silo) == agent);

    public bool IsComplete => Alive().All(silo => LabelOf(silo, AgentLabel.Version) is not null);

    public bool IsOver(AgentRun run) =>
        silos.GetApproximateSiloStatus(SiloAddress.FromParsableString(run.Silo))
            is SiloStatus.Dead or SiloStatus.None;

    /// <summary>The key lies in the home: a digest of it is enough to tell one from another.</summary>
    private static string HomeOf(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)).AsSpan(0, HomeBytes));

    private string? LabelOf(SiloAddress silo, string name) =>
        metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(name);

    // A label that the silo's certificate does not name counts as none.
    private AgentAddress? AgentOf(SiloAddress silo) =>
        AgentAddress.Parse(LabelOf(silo, AgentLabel.Address)) is { } agent
        && identities.MayBear(silo, agent) ? agent : null;
}
