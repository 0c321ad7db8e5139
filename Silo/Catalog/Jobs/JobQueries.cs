using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    // The newest backup of each job is one step in an index.
    private const string Jobs = """
        SELECT j.uuid, j.name, j.summary, j.paused, j.priority,
          t.uuid, t.name, t.summary, t.plugin, t.endpoint, t.agent,
          s.uuid, s.name, s.summary, s.plugin, s.endpoint,
          w.uuid, w.name, w.summary, w.timespec,
          r.uuid, r.name, r.summary, r.expiry,
          last.requested_at, coalesce(last.status, ''), warned.uuid, warned.warned_at,
          coalesce(checked.trouble, '')
        FROM jobs j
        JOIN targets t ON t.uuid = j.target_uuid
        JOIN stores s ON s.uuid = j.store_uuid
        JOIN schedules w ON w.uuid = j.schedule_uuid
        JOIN retention r ON r.uuid = j.retention_uuid
        LEFT JOIN tasks last ON last.uuid = (
          SELECT uuid FROM tasks WHERE job_uuid = j.uuid AND op = 'backup'
          ORDER BY requested_at DESC, uuid DESC LIMIT 1)
        LEFT JOIN store_checks checked ON checked.store_uuid = j.store_uuid AND checked.agent = t.agent
        LEFT JOIN archives warned ON warned.target_uuid = j.target_uuid AND warned.warned_at IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM archives o
            WHERE o.target_uuid = j.target_uuid AND o.status = 'valid' AND o.uuid <> warned.uuid)
        """;

    public IAsyncEnumerable<JobRow> ListJobsAsync(JobFilter filter, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Jobs)
                .Where("j.name", filter.Name)
                .Where("j.target_uuid = @target", "@target", filter.Target?.Value)
                .Where("j.store_uuid = @store", "@store", filter.Store?.Value)
                .Where("j.schedule_uuid = @schedule", "@schedule", filter.Schedule?.Value)
                .Where("j.retention_uuid = @retention", "@retention", filter.Retention?.Value)
                .Where("j.paused = @paused", "@paused", filter.Paused)
                .OrderBy("j.name, j.uuid"),
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
        Retention = ReadRetention(row, 20),
        LastRun = row.MomentOrNull(24),
        LastTaskStatus = row.GetString(25),
        Warning = ReadWarning(row),
    };

    private static string ReadWarning(DbDataReader row)
    {
        var last = row.IdOrNull<ArchiveId>(26) is { } archive
            ? ExpiryRules.Warning(archive, row.Moment(27))
            : "";
        return string.Join("; ", new[] { last, row.GetString(28) }.Where(text => text.Length > 0));
    }
}
