using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Contracts.Stores;

namespace Shield.Api.Client;

/// <summary>Which of them to list; what is null filters nothing.</summary>
/// <param name="Plugin">The short name of a plugin.</param>
/// <param name="Unused">True for those no job uses, false for the others.</param>
/// <param name="Name">A part of the name, in any case.</param>
public sealed record StoreFilter(string? Plugin, bool? Unused, string? Name)
{
    /// <summary>All of them.</summary>
    public static readonly StoreFilter None = new(null, null, null);

    internal string Path => new Query("v1/stores")
        .Add("plugin", Plugin)
        .Add("unused", Unused)
        .Add("name", Name)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/stores, by name.</summary>
    public Task<Answer<StoreBody[]>> ListStoresAsync(
        StoreFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.StoreBodyArray, cancellationToken);

    /// <summary>GET /v1/store/:uuid.</summary>
    public Task<Answer<StoreBody>> ShowStoreAsync(Guid uuid, CancellationToken cancellationToken) =>
        GetAsync($"v1/store/{uuid:D}", WireJson.Default.StoreBody, cancellationToken);

    /// <summary>POST /v1/stores.</summary>
    public Task<Answer<CreatedBody>> CreateStoreAsync(
        CreateStoreRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/stores",
            request,
            WireJson.Default.CreateStoreRequest,
            WireJson.Default.CreatedBody,
            cancellationToken);

    /// <summary>PUT /v1/store/:uuid: replaces all that can be edited of it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="request">What it is to become.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> EditStoreAsync(
        Guid uuid, EditStoreRequest request, string? tag, CancellationToken cancellationToken) =>
        PutAsync(
            $"v1/store/{uuid:D}",
            request,
            tag,
            WireJson.Default.EditStoreRequest,
            WireJson.Default.OkBody,
            cancellationToken);

    /// <summary>POST /v1/store/:uuid/test: stores something, reads it back and removes it again. May take
    /// minutes.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="agent">From where, as host:port; null for the only agent there is.</param>
    /// <param name="cancellationToken">Ends the test; what it has stored is removed.</param>
    public Task<Answer<CheckBody>> TestStoreAsync(
        Guid uuid, string? agent, CancellationToken cancellationToken) =>
        PostAsync(
            new Query($"v1/store/{uuid:D}/test").Add("agent", agent).ToString(),
            WireJson.Default.CheckBody,
            cancellationToken);

    /// <summary>DELETE /v1/store/:uuid; refused while something needs it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> DeleteStoreAsync(
        Guid uuid, string? tag, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/store/{uuid:D}", tag, WireJson.Default.OkBody, cancellationToken);

    /// <summary>POST /v1/store/:uuid/validate: its plugin reaches the store from an agent. An endpoint that
    /// is invalid is an answer, not a refusal.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="agent">The host:port from where; null will do where one agent alone is connected.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<CheckBody>> ValidateStoreAsync(
        Guid uuid, string? agent, CancellationToken cancellationToken)
    {
        var query = new Query($"v1/store/{uuid:D}/validate").Add("agent", agent);
        return PostAsync(query.ToString(), WireJson.Default.CheckBody, cancellationToken);
    }
}
