using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    // In one query: thousands of jobs may ask this in one second.
    private const string Ground = """
        SELECT s.timespec, s.since, r.uuid, r.status FROM schedules s LEFT JOIN (
          SELECT uuid, status FROM tasks WHERE job_uuid = @job AND op = 'backup' AND requested_at >= @since
          UNION SELECT uuid, status FROM tasks
            WHERE job_uuid = @job AND op = 'backup' AND status IN ('pending', 'running')
        ) r ON true
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

    public async Task<SlotGround?> FindSlotGroundAsync(
        JobId id, ScheduleId schedule, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var query = new Query(Ground)
            .With("@job", id.Value)
            .With("@since", since.ToUnixTimeMilliseconds())
            .Where("s.uuid = @schedule", "@schedule", schedule.Value);
        var rows = await ListAsync(query, ReadGround, cancellationToken).ToListAsync(cancellationToken);
        if (rows.Count == 0) return null;

        var runs = rows.Where(row => row.Task is not null).ToList();
        var unfinished = runs.Where(run => run.Phase is TaskPhase.Pending or TaskPhase.Running);
        return new SlotGround(
            rows[0].Schedule,
            new RunsOfJob(
                runs.Select(run => run.Task!.Value).ToHashSet(), unfinished.FirstOrDefault().Task));
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

    private static (ScheduleInForce Schedule, TaskId? Task, TaskPhase? Phase) ReadGround(DbDataReader row)
    {
        var schedule = new ScheduleInForce(row.GetString(0), Since(row, 1));
        return row.IdOrNull<TaskId>(2) is { } task
            ? (schedule, task, row.Word<TaskPhase>(3))
            : (schedule, null, null);
    }

    private static JobSlot ReadSlot(DbDataReader row) => new(
        row.Moment(0), row.Word<SlotOutcome>(1), row.IdOrNull<TaskId>(2), row.Moment(3));
}
