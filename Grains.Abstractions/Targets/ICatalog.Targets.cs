using Shield.Domain;

namespace Shield.Grains;

/// <summary>A target, as lists show it. The endpoint has masks in place of secrets.</summary>
public sealed record TargetRow(
    TargetId Uuid, string Name, string Summary, string Plugin, string Endpoint, string Agent)
{
    /// <summary>What tells its sealed endpoint from every other; known of a target that was looked for by its
    /// id. </summary>
    public string EndpointMark { get; init; } = "";

    /// <summary>Which edition it is in, when its mark is known.</summary>
    public Edition Edition => Edition.Of(Name, Summary, Plugin, Endpoint, EndpointMark, Agent);
}

/// <summary>Which targets.</summary>
/// <param name="Name">By name.</param>
/// <param name="Plugin">By plugin, the whole name.</param>
/// <param name="Unused">True: those no job uses; false: those one does.</param>
public sealed record TargetFilter(NameFilter Name, string? Plugin, bool? Unused);

public partial interface ICatalog
{
    /// <summary>Every agent that a target names, by address.</summary>
    Task<IReadOnlyList<string>> ListAgentsAsync(CancellationToken cancellationToken);

    /// <summary>Targets by name, then UUID.</summary>
    IAsyncEnumerable<TargetRow> ListTargetsAsync(
        TargetFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>One target, or null.</summary>
    Task<TargetRow?> FindTargetAsync(TargetId id, CancellationToken cancellationToken);
}
