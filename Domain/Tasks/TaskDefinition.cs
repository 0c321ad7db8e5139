namespace Shield.Domain.Tasks;

/// <summary>A wish for a task, with everything it will ever need.</summary>
/// <param name="Owner">Who asks.</param>
/// <param name="Op">What for.</param>
/// <param name="Job">The job it is a run of, for a backup.</param>
/// <param name="Target">The target it reads or writes; null for a purge.</param>
/// <param name="Store">The store it writes or reads; null for the purge of what a deleted store has left.
/// </param>
/// <param name="Plan">What its worker is told.</param>
/// <param name="Priority">0 goes first, 100 last.</param>
[GenerateSerializer, Immutable, Alias("shield.TaskDefinition")]
public sealed record TaskDefinition(
    string Owner, TaskKind Op, JobId? Job, TargetId? Target, StoreId? Store, PipelinePlan Plan, int Priority)
{
    /// <summary>The owner of a task that nobody signed for.</summary>
    public const string OwnerDefault = "anon";

    /// <summary>The owner of what the system does by itself.</summary>
    public const string OwnerSystem = "system";

    /// <summary>The task that removes what a backup may have left in its store.</summary>
    /// <param name="backup">The backup; it made no archive and never will.</param>
    /// <param name="leftBehind">What it left.</param>
    public static TaskDefinition CleanupOf(TaskState backup, Leftover leftBehind)
    {
        var plan = (PipelinePlan.Backup)backup.Plan!;
        var purge = new PipelinePlan.Purge
        {
            Archive = plan.Archive,
            Agent = plan.Agent,
            Store = plan.Store,
            Key = leftBehind.Key,
        };
        return new TaskDefinition(
            OwnerSystem, TaskKind.Purge, null, null, backup.StoreUuid!.Value, purge, backup.Priority);
    }

    /// <summary>The task as it stands when the wish is granted.</summary>
    public TaskState ToState(TaskId id, DateTimeOffset now, TimeSpan deadline) => new()
    {
        Uuid = id,
        Owner = Owner,
        Op = Op,
        Status = TaskPhase.Pending,
        JobUuid = Job,
        ArchiveUuid = Op is TaskKind.Backup ? null : Plan.Archive,
        TargetUuid = Target,
        StoreUuid = Store,
        Plan = Plan,
        Priority = Priority,
        Deadline = deadline,
        RequestedAt = now,
        AttemptAt = now,
    };
}
