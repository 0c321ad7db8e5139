using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    // The newest backup of each job is one step in an index, taken twice: for a join PostgreSQL would read
    // every task there is.
    private const string Jobs = """
        SELECT j.uuid, j.name, j.summary, j.paused, j.priority,
          t.uuid, t.name, t.summary, t.plugin, t.endpoint, t.agent,
          s.uuid, s.name, s.summary, s.plugin, s.endpoint,
          w.uuid, w.name, w.summary, w.timespec, w.since,
          r.uuid, r.name, r.summary, r.expiry,
          (SELECT requested_at FROM tasks WHERE job_uuid = j.uuid AND op = 'backup'
            ORDER BY requested_at DESC, uuid DESC LIMIT 1),
          coalesce((SELECT status FROM tasks WHERE job_uuid = j.uuid AND op = 'backup'
            ORDER BY requested_at DESC, uuid DESC LIMIT 1), ''),
          j.next_run_at,
          warned.uuid, warned.warned_at, coalesce(checked.trouble, '')
        FROM jobs j
        JOIN targets t ON t.uuid = j.target_uuid
        JOIN stores s ON s.uuid = j.store_uuid
        JOIN schedules w ON w.uuid = j.schedule_uuid
        JOIN retention r ON r.uuid = j.retention_uuid
        LEFT JOIN store_checks checked ON checked.store_uuid = j.store_uuid AND checked.agent = t.agent
        LEFT JOIN archives warned ON warned.target_uuid = j.target_uuid AND warned.warned_at IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM archives o
            WHERE o.target_uuid = j.target_uuid AND o.status = 'valid' AND o.uuid <> warned.uuid)
        """;

    public IAsyncEnumerable<JobRow> ListJobsAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Jobs)
                .Where("j.name", filter.Name)
                .Where("j.target_uuid = @target", "@target", filter.Target?.Value)
                .Where("j.store_uuid = @store", "@store", filter.Store?.Value)
                .Where("j.schedule_uuid = @schedule", "@schedule", filter.Schedule?.Value)
                .Where("j.retention_uuid = @retention", "@retention", filter.Retention?.Value)
                .Where("j.paused = @paused", "@paused", filter.Paused)
                .ByName("j.name", "j.uuid", page),
            ReadJob,
            cancellationToken);

    public Task<JobRow?> FindJobAsync(JobId id, CancellationToken cancellationToken) =>
        FindAsync(
            new Query(Jobs).Where("j.uuid = @uuid", "@uuid", id.Value), ReadJob, cancellationToken);

    private static JobRow ReadJob(DbDataReader row) => new()
    {
        Uuid = row.Id<JobId>(0),
        Name = row.GetString(1),
        Summary = row.GetString(2),
        Paused = row.GetBoolean(3),
        Priority = row.GetInt32(4),
        Target = ReadTarget(row, 5),
        Store = ReadStore(row, 11),
        Schedule = ReadSchedule(row, 16),
        Retention = ReadRetention(row, 21),
        LastRun = row.MomentOrNull(25),
        LastTaskStatus = row.GetString(26),
        NextRun = row.MomentOrNull(27),
        Warning = ReadWarning(row),
    };

    private static string ReadWarning(DbDataReader row)
    {
        var last = row.IdOrNull<ArchiveId>(28) is { } archive
            ? ExpiryRules.Warning(archive, row.Moment(29))
            : "";
        return string.Join("; ", new[] { last, row.GetString(30) }.Where(text => text.Length > 0));
    }
}
