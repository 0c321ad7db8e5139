using Shield.Domain;
using Shield.Domain.Tasks;

namespace Shield.Grains.Archives;

/// <summary>What a backup has made.</summary>
/// <param name="Task">The task that made it.</param>
/// <param name="Job">The job it is a run of.</param>
/// <param name="Target">What was backed up.</param>
/// <param name="Store">Where it was put.</param>
/// <param name="Plan">How.</param>
/// <param name="Blob">What the store confirmed.</param>
/// <param name="TakenAt">When.</param>
[GenerateSerializer, Immutable, Alias("shield.ArchiveRecord")]
public sealed record ArchiveRecord(
    TaskId Task,
    JobId Job,
    TargetId Target,
    StoreId Store,
    PipelinePlan.Backup Plan,
    PipelineOutcome.Stored Blob,
    DateTimeOffset TakenAt)
{
    /// <summary>What this backup has made: its blob is confirmed.</summary>
    public static ArchiveRecord Of(TaskState backup, DateTimeOffset takenAt) => new(
        backup.Uuid,
        backup.JobUuid!.Value,
        backup.TargetUuid!.Value,
        backup.StoreUuid!.Value,
        (PipelinePlan.Backup)backup.Plan!,
        backup.Stored!,
        takenAt);
}
