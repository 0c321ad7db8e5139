using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;

namespace Shield.Api.Client;

/// <summary>Which of them to list; what is null filters nothing.</summary>
/// <param name="Target">Those that back this target up.</param>
/// <param name="Store">Those that keep their archives in this store.</param>
/// <param name="Schedule">Those that run by this schedule.</param>
/// <param name="Retention">Those that keep their archives by this policy.</param>
/// <param name="Paused">True for paused ones, false for the others.</param>
/// <param name="Name">A part of the name, in any case.</param>
public sealed record JobFilter(
    Guid? Target,
    Guid? Store,
    Guid? Schedule,
    Guid? Retention,
    bool? Paused,
    string? Name)
{
    /// <summary>All of them.</summary>
    public static readonly JobFilter None = new(null, null, null, null, null, null);

    internal string Path => new Query("v1/jobs")
        .Add("target", Target)
        .Add("store", Store)
        .Add("schedule", Schedule)
        .Add("retention", Retention)
        .Add("paused", Paused)
        .Add("name", Name)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/jobs, by name.</summary>
    public Task<Answer<JobBody[]>> ListJobsAsync(JobFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.JobBodyArray, cancellationToken);

    /// <summary>GET /v1/job/:uuid.</summary>
    public Task<Answer<JobBody>> ShowJobAsync(Guid uuid, CancellationToken cancellationToken) =>
        GetAsync($"v1/job/{uuid:D}", WireJson.Default.JobBody, cancellationToken);

    /// <summary>GET /v1/job/:uuid/slots: its next moments and its last ones.</summary>
    public Task<Answer<JobSlotsBody>> ShowJobSlotsAsync(Guid uuid, CancellationToken cancellationToken) =>
        GetAsync($"v1/job/{uuid:D}/slots", WireJson.Default.JobSlotsBody, cancellationToken);

    /// <summary>POST /v1/jobs.</summary>
    public Task<Answer<CreatedBody>> CreateJobAsync(
        CreateJobRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/jobs",
            request,
            WireJson.Default.CreateJobRequest,
            WireJson.Default.CreatedBody,
            cancellationToken);

    /// <summary>POST /v1/job/:uuid/pause. Saying it twice is fine.</summary>
    public Task<Answer<OkBody>> PauseJobAsync(Guid uuid, CancellationToken cancellationToken) =>
        PostAsync($"v1/job/{uuid:D}/pause", WireJson.Default.OkBody, cancellationToken);

    /// <summary>POST /v1/job/:uuid/unpause. Saying it twice is fine.</summary>
    public Task<Answer<OkBody>> UnpauseJobAsync(Guid uuid, CancellationToken cancellationToken) =>
        PostAsync($"v1/job/{uuid:D}/unpause", WireJson.Default.OkBody, cancellationToken);

    /// <summary>POST /v1/job/:uuid/run: asks for a backup now, and answers with the task to follow.</summary>
    public Task<Answer<ScheduledBody>> RunJobAsync(
        Guid uuid, RunJobRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            $"v1/job/{uuid:D}/run",
            request,
            WireJson.Default.RunJobRequest,
            WireJson.Default.ScheduledBody,
            cancellationToken);

    /// <summary>PUT /v1/job/:uuid: replaces all that can be edited of it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="request">What it is to become.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> EditJobAsync(
        Guid uuid, EditJobRequest request, string? tag, CancellationToken cancellationToken) =>
        PutAsync(
            $"v1/job/{uuid:D}",
            request,
            tag,
            WireJson.Default.EditJobRequest,
            WireJson.Default.OkBody,
            cancellationToken);

    /// <summary>DELETE /v1/job/:uuid; its archives and tasks stay.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> DeleteJobAsync(
        Guid uuid, string? tag, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/job/{uuid:D}", tag, WireJson.Default.OkBody, cancellationToken);
}
