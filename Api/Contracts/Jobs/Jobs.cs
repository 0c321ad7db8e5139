namespace Shield.Api.Contracts.Jobs;

/// <summary>A job, with what it marries. Times are <c>YYYY-MM-DD HH:MM:SS</c> in UTC, empty when unset;
/// <c>warning</c> is what operators must know before it is too late, empty when all is well.</summary>
public sealed record JobBody(
    Guid Uuid,
    string Name,
    string Summary,
    string RetentionName,
    Guid RetentionUuid,
    long Expiry,
    string ScheduleName,
    Guid ScheduleUuid,
    string Schedule,
    bool Paused,
    Guid StoreUuid,
    string StorePlugin,
    string StoreEndpoint,
    Guid TargetUuid,
    string TargetPlugin,
    string TargetEndpoint,
    int Priority,
    string Agent,
    string StoreName,
    string TargetName,
    string ScheduleWhen,
    string LastRun,
    string LastTaskStatus,
    string NextRun,
    string Warning);

/// <summary>Makes a job. <c>priority</c> is 0 (first) to 100, 50 when absent.</summary>
public sealed record CreateJobRequest(
    string Name,
    string? Summary,
    Guid Store,
    Guid Target,
    Guid Retention,
    Guid Schedule,
    bool Paused,
    int? Priority);

/// <summary>Asks for a backup now. The whole body may be absent.</summary>
public sealed record RunJobRequest(string? Owner);

/// <summary>Replaces a job. <c>summary</c> must be there, and may be empty; without <c>priority</c> that
/// stays. Whether it is paused stays in any case.</summary>
public sealed record EditJobRequest(
    string Name,
    string Summary,
    Guid Store,
    Guid Target,
    Guid Retention,
    Guid Schedule,
    int? Priority);
