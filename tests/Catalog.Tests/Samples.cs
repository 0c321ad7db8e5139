using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Jobs;
using Shield.Domain.Plugins;
using Shield.Domain.Retention;
using Shield.Domain.Schedules;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;

namespace Shield.Silo.Catalog.Tests;

/// <summary>States that hang together, and everything a job needs.</summary>
internal static class Samples
{
    /// <summary>With a fraction that rounds up into the next day.</summary>
    public static readonly DateTimeOffset LastTick =
        new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_999);

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly AgentAddress Agent = AgentAddress.Parse("10.0.0.5:5444")!.Value;

    public static TargetState Target(string name = "orders") => new()
    {
        Uuid = new TargetId(Guid.NewGuid()),
        Name = name,
        Summary = "all orders",
        Plugin = PluginName.Parse("postgres")!.Value,
        Endpoint = new SealedEndpoint("""{"host":"db","password":"********"}""", "v1:k:c2VhbGVk"),
        Agent = Agent,
    };

    public static StoreState Store(string name = "attic") => new()
    {
        Uuid = new StoreId(Guid.NewGuid()),
        Name = name,
        Summary = "the old disk",
        Plugin = PluginName.Parse("fs")!.Value,
        Endpoint = new SealedEndpoint("""{"base":"/srv"}""", "v1:k:c2VhbGVk"),
    };

    public static ScheduleState Schedule(string name = "nightly") => new()
    {
        Uuid = new ScheduleId(Guid.NewGuid()), Name = name, Summary = "at night", Timespec = "daily at 4am",
        Since = LastTick,
    };

    public static RetentionState Retention(string name = "a week") => new()
    {
        Uuid = new RetentionId(Guid.NewGuid()), Name = name, Summary = "short", Expiry = 7 * 24 * 3600,
    };

    public static JobState Job(Parts parts, string name = "orders to the attic") => new()
    {
        Uuid = new JobId(Guid.NewGuid()),
        Name = name,
        Summary = "main",
        When = "daily at 4am",
        NextRunAt = Noon,
        TargetUuid = parts.Target.Uuid,
        StoreUuid = parts.Store.Uuid,
        ScheduleUuid = parts.Schedule.Uuid,
        RetentionUuid = parts.Retention.Uuid,
        Priority = 20,
        Paused = true,
    };

    public static ArchiveState Archive(Parts parts) => new()
    {
        Uuid = new ArchiveId(Guid.NewGuid()),
        Status = ArchiveStatus.Valid,
        TargetUuid = parts.Target.Uuid,
        StoreUuid = parts.Store.Uuid,
        JobUuid = new JobId(Guid.NewGuid()),
        TaskUuid = new TaskId(Guid.NewGuid()),
        StoreKey = "2026/03/01/orders",
        TakenAt = LastTick,
        ExpiresAt = Noon.AddDays(7).AddMilliseconds(5),
        Notes = "before the migration",
        PurgeReason = "",
        Agent = Agent,
        TargetPlugin = parts.Target.Plugin,
        TargetEndpoint = parts.Target.Endpoint,
        StorePlugin = parts.Store.Plugin,
        StoreEndpoint = parts.Store.Endpoint,
        SizeBytes = 5_000_000_000,
        Sha256 = new string('a', 64),
    };

    public static TaskState Backup(Parts parts, TaskPhase phase) => new()
    {
        Uuid = new TaskId(Guid.NewGuid()),
        Owner = "ann",
        Op = TaskKind.Backup,
        Status = phase,
        JobUuid = new JobId(Guid.NewGuid()),
        TargetUuid = parts.Target.Uuid,
        StoreUuid = parts.Store.Uuid,
        Plan = new PipelinePlan.Backup
        {
            Archive = new ArchiveId(Guid.NewGuid()),
            Agent = Agent,
            Store = new PluginCall(parts.Store.Plugin, parts.Store.Endpoint),
            Target = new PluginCall(parts.Target.Plugin, parts.Target.Endpoint),
            ExpirySeconds = 3600,
        },
        Priority = 50,
        Attempt = 2,
        BytesDone = 12,
        RequestedAt = LastTick,
    };

    public static TaskState Purge(Parts parts, ArchiveState archive, TaskPhase phase) =>
        Backup(parts, phase) with
        {
            Op = TaskKind.Purge, JobUuid = null, TargetUuid = null, ArchiveUuid = archive.Uuid,
        };

    /// <summary>Writes all that a job refers to.</summary>
    public static async Task<Parts> PutPartsAsync(this TestCatalog catalog)
    {
        var parts = new Parts(Target(), Store(), Schedule(), Retention());
        await catalog.PutAsync("target", parts.Target.Uuid.Value, parts.Target);
        await catalog.PutAsync("store", parts.Store.Uuid.Value, parts.Store);
        await catalog.PutAsync("schedule", parts.Schedule.Uuid.Value, parts.Schedule);
        await catalog.PutAsync("retention", parts.Retention.Uuid.Value, parts.Retention);
        return parts;
    }
}

/// <summary>All that a job refers to.</summary>
internal sealed record Parts(
    TargetState Target, StoreState Store, ScheduleState Schedule, RetentionState Retention);
