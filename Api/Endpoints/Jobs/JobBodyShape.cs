using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Grains;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>What the wire shows of a job.</summary>
internal static class JobBodyShape
{
    /// <summary>How lists show it.</summary>
    public static ListShape<JobRow, JobBody> List { get; } =
        new(row => new Place.Named(row.Name, row.Uuid.Value), Of, WireJson.Wire.JobBody);

    /// <summary>The body for a row.</summary>
    public static JobBody Of(JobRow row) => new(
        Uuid: row.Uuid.Value,
        Name: row.Name,
        Summary: row.Summary,
        RetentionName: row.Retention.Name,
        RetentionUuid: row.Retention.Uuid.Value,
        Expiry: row.Retention.ExpirySeconds,
        ScheduleName: row.Schedule.Name,
        ScheduleUuid: row.Schedule.Uuid.Value,
        Schedule: row.Schedule.When,
        Paused: row.Paused,
        StoreUuid: row.Store.Uuid.Value,
        StorePlugin: row.Store.Plugin,
        StoreEndpoint: row.Store.Endpoint,
        TargetUuid: row.Target.Uuid.Value,
        TargetPlugin: row.Target.Plugin,
        TargetEndpoint: row.Target.Endpoint,
        Priority: row.Priority,
        Agent: row.Target.Agent,
        StoreName: row.Store.Name,
        TargetName: row.Target.Name,
        ScheduleWhen: row.Schedule.When,
        LastRun: WireTime.Of(row.LastRun),
        LastTaskStatus: row.LastTaskStatus,

        // A paused job has slots, too, but none of them is run.
        NextRun: row.Paused ? "" : WireTime.Of(row.NextRun),
        Warning: row.Warning);
}
