using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Contracts.Targets;

namespace Shield.Api.Client;

/// <summary>Which of them to list; what is null filters nothing.</summary>
/// <param name="Plugin">The short name of a plugin.</param>
/// <param name="Unused">True for those no job uses, false for the others.</param>
/// <param name="Name">A part of the name, in any case.</param>
public sealed record TargetFilter(string? Plugin, bool? Unused, string? Name)
{
    /// <summary>All of them.</summary>
    public static readonly TargetFilter None = new(null, null, null);

    internal string Path => new Query("v1/targets")
        .Add("plugin", Plugin)
        .Add("unused", Unused)
        .Add("name", Name)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/targets, by name.</summary>
    public Task<Answer<TargetBody[]>> ListTargetsAsync(
        TargetFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.TargetBodyArray, cancellationToken);

    /// <summary>GET /v1/target/:uuid.</summary>
    public Task<Answer<TargetBody>> ShowTargetAsync(Guid uuid, CancellationToken cancellationToken) =>
        GetAsync($"v1/target/{uuid:D}", WireJson.Default.TargetBody, cancellationToken);

    /// <summary>POST /v1/targets.</summary>
    public Task<Answer<CreatedBody>> CreateTargetAsync(
        CreateTargetRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/targets",
            request,
            WireJson.Default.CreateTargetRequest,
            WireJson.Default.CreatedBody,
            cancellationToken);

    /// <summary>PUT /v1/target/:uuid: replaces all that can be edited of it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="request">What it is to become.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> EditTargetAsync(
        Guid uuid, EditTargetRequest request, string? tag, CancellationToken cancellationToken) =>
        PutAsync(
            $"v1/target/{uuid:D}",
            request,
            tag,
            WireJson.Default.EditTargetRequest,
            WireJson.Default.OkBody,
            cancellationToken);

    /// <summary>DELETE /v1/target/:uuid; refused while something needs it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> DeleteTargetAsync(
        Guid uuid, string? tag, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/target/{uuid:D}", tag, WireJson.Default.OkBody, cancellationToken);

    /// <summary>POST /v1/target/:uuid/validate: its plugin reaches the system from the target's agent. An
    /// endpoint that is invalid is an answer, not a refusal.</summary>
    public Task<Answer<CheckBody>> ValidateTargetAsync(Guid uuid, CancellationToken cancellationToken) =>
        PostAsync($"v1/target/{uuid:D}/validate", WireJson.Default.CheckBody, cancellationToken);
}
