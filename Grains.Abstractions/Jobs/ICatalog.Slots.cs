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

    /// <summary>The backups of a job that have not ended, and those requested since a moment.</summary>
    Task<RunsOfJob> FindRunsAsync(JobId id, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Jobs whose next slot is at or before a moment.</summary>
    Task<IReadOnlyList<JobId>> ListDueJobsAsync(DateTimeOffset through, CancellationToken cancellationToken);

    /// <summary>Jobs that do not follow yet what their schedule says.</summary>
    /// <param name="schedule">Of this schedule; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JobId>> ListBehindJobsAsync(
        ScheduleId? schedule, CancellationToken cancellationToken);
}
