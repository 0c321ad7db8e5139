using Shield.Domain;

namespace Shield.Grains;

/// <summary>A store, as lists show it. The endpoint has masks in place of secrets.</summary>
public sealed record StoreRow(StoreId Uuid, string Name, string Summary, string Plugin, string Endpoint)
{
    /// <summary>What tells its sealed endpoint from every other; known of a store that was looked for by its
    /// id. </summary>
    public string EndpointMark { get; init; } = "";

    /// <summary>Which edition it is in, when its mark is known.</summary>
    public Edition Edition => Edition.Of(Name, Summary, Plugin, Endpoint, EndpointMark);
}

/// <summary>Which stores.</summary>
/// <param name="Name">By name.</param>
/// <param name="Plugin">By plugin, the whole name.</param>
/// <param name="Unused">True: those no job uses; false: those one does.</param>
public sealed record StoreFilter(NameFilter Name, string? Plugin, bool? Unused);

public partial interface ICatalog
{
    /// <summary>Stores by name, then UUID.</summary>
    IAsyncEnumerable<StoreRow> ListStoresAsync(
        StoreFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>One store, or null.</summary>
    Task<StoreRow?> FindStoreAsync(StoreId id, CancellationToken cancellationToken);
}
