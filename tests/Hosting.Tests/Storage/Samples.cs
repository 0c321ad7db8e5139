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

namespace Shield.Silo.Hosting.Tests.Storage;

/// <summary>States that hang together.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SealedEndpoint Endpoint = new("""{"path":"/srv"}""", "v1:k:c2VhbGVk");

    public static TargetState Target() => new()
    {
        Uuid = new TargetId(Guid.NewGuid()),
        Name = "orders",
        Plugin = PluginName.Parse("fs")!.Value,
        Endpoint = Endpoint,
        Agent = AgentAddress.Parse("127.0.0.1:5444")!.Value,
    };

    public static StoreState Store() => new()
    {
        Uuid = new StoreId(Guid.NewGuid()),
        Name = "attic",
        Plugin = PluginName.Parse("fs")!.Value,
        Endpoint = Endpoint,
    };

    public static ScheduleState Schedule() =>
        new() { Uuid = new ScheduleId(Guid.NewGuid()), Name = "nightly", Timespec = "daily at 4am" };

    public static RetentionState Retention() =>
        new() { Uuid = new RetentionId(Guid.NewGuid()), Name = "a week", Expiry = 7 * 24 * 3600 };

    public static JobState Job(
        TargetState target, StoreState store, ScheduleState schedule, RetentionState retention) => new()
    {
        Uuid = new JobId(Guid.NewGuid()),
        Name = "orders to the attic",
        TargetUuid = target.Uuid,
        StoreUuid = store.Uuid,
        ScheduleUuid = schedule.Uuid,
        RetentionUuid = retention.Uuid,
        Priority = 50,
    };

    public static ArchiveState Archive(TargetState target, StoreState store) => new()
    {
        Uuid = new ArchiveId(Guid.NewGuid()),
        TargetUuid = target.Uuid,
        StoreUuid = store.Uuid,
        StoreKey = "key-1",
        TakenAt = Noon,
        ExpiresAt = Noon.AddDays(7),
        Agent = target.Agent,
        TargetPlugin = target.Plugin,
        TargetEndpoint = target.Endpoint,
        StorePlugin = store.Plugin,
        StoreEndpoint = store.Endpoint,
        Sha256 = new string('a', 64),
    };

    public static TaskState Backup(TargetState target, StoreState store, TaskPhase phase) => new()
    {
        Uuid = new TaskId(Guid.NewGuid()),
        Owner = "system",
        Op = TaskKind.Backup,
        Status = phase,
        JobUuid = new JobId(Guid.NewGuid()),
        TargetUuid = target.Uuid,
        StoreUuid = store.Uuid,
        Plan = new PipelinePlan.Backup
        {
            Archive = new ArchiveId(Guid.NewGuid()),
            Agent = target.Agent,
            Store = new PluginCall(store.Plugin, store.Endpoint),
            Target = new PluginCall(target.Plugin, target.Endpoint),
            ExpirySeconds = 3600,
        },
        RequestedAt = Noon,
    };
}
