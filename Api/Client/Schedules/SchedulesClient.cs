using Shield.Api.Contracts;
using Shield.Api.Contracts.Schedules;

namespace Shield.Api.Client;

/// <summary>Which of them to list; what is null filters nothing.</summary>
/// <param name="Unused">True for those no job uses, false for the others.</param>
/// <param name="Name">A part of the name, in any case.</param>
public sealed record ScheduleFilter(bool? Unused, string? Name)
{
    /// <summary>All of them.</summary>
    public static readonly ScheduleFilter None = new(null, null);

    internal string Path => new Query("v1/schedules")
        .Add("unused", Unused)
        .Add("name", Name)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/schedules, by name.</summary>
    public Task<Answer<ScheduleBody[]>> ListSchedulesAsync(
        ScheduleFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.ScheduleBodyArray, cancellationToken);

    /// <summary>GET /v1/schedule/:uuid.</summary>
    public Task<Answer<ScheduleBody>> ShowScheduleAsync(Guid uuid, CancellationToken cancellationToken) =>
        GetAsync($"v1/schedule/{uuid:D}", WireJson.Default.ScheduleBody, cancellationToken);

    /// <summary>POST /v1/schedules.</summary>
    public Task<Answer<CreatedBody>> CreateScheduleAsync(
        CreateScheduleRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/schedules",
            request,
            WireJson.Default.CreateScheduleRequest,
            WireJson.Default.CreatedBody,
            cancellationToken);

    /// <summary>GET /v1/timespec: what a text means, and its next moments.</summary>
    /// <param name="when">A text of the Timespec language.</param>
    /// <param name="zone">An IANA zone, or null for the service's own.</param>
    /// <param name="after">RFC 3339, exclusive, or null for now.</param>
    /// <param name="count">How many moments, or null for the service's choice.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<TimespecBody>> ShowTimespecAsync(
        string when, string? zone, string? after, int? count, CancellationToken cancellationToken)
    {
        var query = new Query("v1/timespec")
        .Add("when", when).Add("zone", zone).Add("after", after).Add("count", count);
        return GetAsync(query.ToString(), WireJson.Default.TimespecBody, cancellationToken);
    }

    /// <summary>PUT /v1/schedule/:uuid: replaces all that can be edited of it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="request">What it is to become.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> EditScheduleAsync(
        Guid uuid, EditScheduleRequest request, string? tag, CancellationToken cancellationToken) =>
        PutAsync(
            $"v1/schedule/{uuid:D}",
            request,
            tag,
            WireJson.Default.EditScheduleRequest,
            WireJson.Default.OkBody,
            cancellationToken);

    /// <summary>DELETE /v1/schedule/:uuid; refused while something needs it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> DeleteScheduleAsync(
        Guid uuid, string? tag, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/schedule/{uuid:D}", tag, WireJson.Default.OkBody, cancellationToken);
}
