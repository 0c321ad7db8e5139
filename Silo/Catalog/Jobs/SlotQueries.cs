using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Runs = """
        SELECT uuid, status FROM tasks WHERE job_uuid = @job AND op = 'backup' AND requested_at >= @since
        UNION SELECT uuid, status FROM tasks
          WHERE job_uuid = @job AND op = 'backup' AND status IN ('pending', 'running')
        """;

    private const string Behind = """
        SELECT j.uuid FROM jobs j JOIN schedules s ON s.uuid = j.schedule_uuid
        """;

    public async Task<IReadOnlyList<JobSlot>> ListSlotsAsync(
        JobId id, DateTimeOffset? before, int max, CancellationToken cancellationToken) =>
        await ListAsync(
                new Query("SELECT due, outcome, task_uuid, settled_at FROM job_slots")
                    .Where("job_uuid = @job", "@job", id.Value)
                    .Where("due < @before", "@before", before?.ToUnixTimeMilliseconds())
                    .OrderBy("due DESC LIMIT @max").With("@max", max),
                ReadSlot,
                cancellationToken)
            .ToListAsync(cancellationToken);

    public async Task<RunsOfJob> FindRunsAsync(
        JobId id, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var query = new Query(Runs).With("@job", id.Value).With("@since", since.ToUnixTimeMilliseconds());
        var runs = await ListAsync(
                query, row => (Task: row.Id<TaskId>(0), Phase: row.Word<TaskPhase>(1)), cancellationToken)
            .ToListAsync(cancellationToken);
        var unfinished = runs.Where(run => run.Phase is TaskPhase.Pending or TaskPhase.Running);
        return new RunsOfJob(
            runs.Select(run => run.Task).ToHashSet(),
            unfinished.Select(run => (TaskId?)run.Task).FirstOrDefault());
    }

    public async Task<IReadOnlyList<JobId>> ListDueJobsAsync(
        DateTimeOffset through, CancellationToken cancellationToken) =>
        await ListAsync(
                new Query("SELECT uuid FROM jobs")
                    .Where("next_run_at <= @through", "@through", through.ToUnixTimeMilliseconds())
                    .OrderBy("next_run_at, uuid"),
                row => row.Id<JobId>(0),
                cancellationToken)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<JobId>> ListBehindJobsAsync(
        ScheduleId? schedule, CancellationToken cancellationToken) =>
        await ListAsync(
                new Query(Behind)
                    .Where("j.timespec <> s.timespec")
                    .Where("j.schedule_uuid = @schedule", "@schedule", schedule?.Value)
                    .OrderBy("j.uuid"),
                row => row.Id<JobId>(0),
                cancellationToken)
            .ToListAsync(cancellationToken);

    private static JobSlot ReadSlot(DbDataReader row) => new(
        row.Moment(0), row.Word<SlotOutcome>(1), row.IdOrNull<TaskId>(2), row.Moment(3));
}
