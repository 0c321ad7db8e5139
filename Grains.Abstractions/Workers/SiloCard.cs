using Shield.Domain.Agents;

namespace Shield.Grains.Workers;

/// <summary>What a silo says of itself to the others.</summary>
/// <param name="Version">The version of its program.</param>
/// <param name="Agent">What it is as an agent; null for a silo that runs no pipelines.</param>
[GenerateSerializer, Immutable, Alias("shield.SiloCard")]
public sealed record SiloCard([property: Id(0)] string Version, [property: Id(1)] AgentCard? Agent);

/// <summary>What an agent says of itself.</summary>
/// <param name="Address">The host:port by which targets name it.</param>
/// <param name="Workers">How many pipelines it runs at once.</param>
/// <param name="Key">The public half of the key that it opens secrets with.</param>
[GenerateSerializer, Immutable, Alias("shield.AgentCard")]
public sealed record AgentCard(
    [property: Id(0)] AgentAddress Address, [property: Id(1)] int Workers, [property: Id(2)] string Key);

/// <summary>Shows the card of one silo, keyed by its address; it lives there.</summary>
[Alias("shield.ISiloCardGrain")]
public interface ISiloCardGrain : IGrainWithStringKey
{
    /// <summary>What it says of itself.</summary>
    [Alias("Show"), ResponseTimeout("00:00:02")]
    Task<SiloCard> ShowAsync(CancellationToken cancellationToken);
}
