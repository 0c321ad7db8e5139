using Shield.Api.Contracts;
using Shield.Api.Contracts.Retention;

namespace Shield.Api.Client;

/// <summary>Which of them to list; what is null filters nothing.</summary>
/// <param name="Unused">True for those no job uses, false for the others.</param>
/// <param name="Name">A part of the name, in any case.</param>
public sealed record RetentionFilter(bool? Unused, string? Name)
{
    /// <summary>All of them.</summary>
    public static readonly RetentionFilter None = new(null, null);

    internal string Path => new Query("v1/retention")
        .Add("unused", Unused)
        .Add("name", Name)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/retention, by name.</summary>
    public Task<Answer<RetentionBody[]>> ListRetentionAsync(
        RetentionFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.RetentionBodyArray, cancellationToken);

    /// <summary>GET /v1/retention/:uuid.</summary>
    public Task<Answer<RetentionBody>> ShowRetentionAsync(Guid uuid, CancellationToken cancellationToken) =>
        GetAsync($"v1/retention/{uuid:D}", WireJson.Default.RetentionBody, cancellationToken);

    /// <summary>POST /v1/retention.</summary>
    public Task<Answer<CreatedBody>> CreateRetentionAsync(
        CreateRetentionRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/retention",
            request,
            WireJson.Default.CreateRetentionRequest,
            WireJson.Default.CreatedBody,
            cancellationToken);

    /// <summary>PUT /v1/retention/:uuid: replaces all that can be edited of it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="request">What it is to become.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<RetentionEditedBody>> EditRetentionAsync(
        Guid uuid, EditRetentionRequest request, string? tag, CancellationToken cancellationToken) =>
        PutAsync(
            $"v1/retention/{uuid:D}",
            request,
            tag,
            WireJson.Default.EditRetentionRequest,
            WireJson.Default.RetentionEditedBody,
            cancellationToken);

    /// <summary>DELETE /v1/retention/:uuid; refused while something needs it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> DeleteRetentionAsync(
        Guid uuid, string? tag, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/retention/{uuid:D}", tag, WireJson.Default.OkBody, cancellationToken);
}
