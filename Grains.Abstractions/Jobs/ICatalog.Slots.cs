using Shield.Domain;
using Shield.Domain.Jobs;

namespace Shield.Grains;

public partial interface ICatalog
{
    /// <summary>What became of the moments at which a job was due, the newest first.</summary>
    /// <param name="id">The job.</param>
    /// <param name="before">Only those before this moment; null for all.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JobSlot>> ListSlotsAsync(
        JobId id, DateTimeOffset? before, int max, CancellationToken cancellationToken);

    /// <summary>What decides over the slots of a job: its schedule, and its backups that have not ended or
    /// were requested since a moment.</summary>
    /// <returns>Null when there is no such schedule.</returns>
    Task<SlotGround?> FindSlotGroundAsync(
        JobId id, ScheduleId schedule, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Jobs whose next slot is at or before a moment.</summary>
    Task<IReadOnlyList<JobId>> ListDueJobsAsync(DateTimeOffset through, CancellationToken cancellationToken);

    /// <summary>Jobs that do not follow yet what their schedule says.</summary>
    /// <param name="schedule">Of this schedule; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JobId>> ListBehindJobsAsync(
        ScheduleId? schedule, CancellationToken cancellationToken);
}
