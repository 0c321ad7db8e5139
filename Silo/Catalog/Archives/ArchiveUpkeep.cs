using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains.Archives;

namespace Shield.Silo.Catalog;

/// <summary>Finds the archives that somebody has to see to, by the indexes that hold nothing else.</summary>
internal sealed class ArchiveUpkeep(CatalogDatabase database) : IArchiveUpkeep
{
    private const string Due = """
        SELECT a.uuid, a.target_uuid, a.due_at, a.warned_at,
          a.status = 'valid' AND NOT EXISTS (
            SELECT 1 FROM archives o
            WHERE o.target_uuid = a.target_uuid AND o.status = 'valid' AND o.uuid <> a.uuid)
        FROM archives a
        """;

    private const string Others = """
        SELECT NOT EXISTS (
          SELECT 1 FROM archives WHERE target_uuid = @target AND status = 'valid' AND uuid <> @archive)
        """;

    // What was tried to remove a blob goes like any other task: a store may refuse for years.
    private const string NeededNoMore = """
        (t.op = 'purge' OR NOT EXISTS (
          SELECT 1 FROM archives a WHERE a.uuid = t.archive_uuid AND a.status <> 'purged'))
        """;

    // A moment beyond the longest pause was set while the clock was wrong.
    private const string Purges = """
        SELECT a.uuid FROM archives a LEFT JOIN targets t ON t.uuid = a.target_uuid
        WHERE a.purge_at IS NOT NULL AND (a.purge_at <= @now OR a.purge_at > @never)
          AND NOT EXISTS (
            SELECT 1 FROM tasks p
            WHERE p.op = 'purge' AND p.archive_uuid = a.uuid AND p.status IN ('pending', 'running'))
          AND coalesce(t.agent, a.agent) NOT IN (
            SELECT agent FROM tasks WHERE status IN ('pending', 'running') AND op = 'purge'
            GROUP BY agent HAVING count(*) >= @busy)
        """;

    public Task<IReadOnlyList<DueArchive>> ListDueAsync(
        DateTimeOffset now, PagePlace after, int max, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Due)
                .Where("a.due_at <= @now", "@now", now.ToUnixTimeMilliseconds())
                .Where("(a.due_at, a.uuid) > (@at, @id)")
                .With("@at", after.At.ToUnixTimeMilliseconds())
                .With("@id", after.Id)
                .OrderBy("a.due_at, a.uuid LIMIT @most").With("@most", max),
            row => new DueArchive(
                row.Id<ArchiveId>(0),
                row.Id<TargetId>(1),
                row.Moment(2),
                row.MomentOrNull(3),
                row.GetBoolean(4)),
            cancellationToken);

    public async Task<bool> IsLastAsync(
        ArchiveId archive, TargetId target, CancellationToken cancellationToken) =>
        (await ListAsync(
            new Query(Others).With("@target", target.Value).With("@archive", archive.Value),
            row => row.GetBoolean(0),
            cancellationToken))[0];

    public Task<IReadOnlyList<TaskId>> ListOldTasksAsync(
        DateTimeOffset endedBefore, int max, CancellationToken cancellationToken) =>
        ListAsync(
            new Query("SELECT t.uuid FROM tasks t")
                .Where("t.stopped_at < @before", "@before", endedBefore.ToUnixTimeMilliseconds())
                .Where(NeededNoMore)
                .OrderBy("t.stopped_at, t.uuid LIMIT @most").With("@most", max),
            row => row.Id<TaskId>(0),
            cancellationToken);

    public Task<IReadOnlyList<ArchiveId>> ListOldArchivesAsync(
        DateTimeOffset purgedBefore, int max, CancellationToken cancellationToken) =>
        ListAsync(
            new Query("SELECT a.uuid FROM archives a")
                .Where("a.purged_at < @before", "@before", purgedBefore.ToUnixTimeMilliseconds())
                .OrderBy("a.purged_at, a.uuid LIMIT @most").With("@most", max),
            row => row.Id<ArchiveId>(0),
            cancellationToken);

    public Task<IReadOnlyList<ArchiveId>> ListPurgesAsync(
        DateTimeOffset now, int perAgentMax, int max, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Purges)
                .With("@now", now.ToUnixTimeMilliseconds())
                .With("@never", (now + PurgeRules.PauseMax).ToUnixTimeMilliseconds())
                .With("@busy", perAgentMax)
                .OrderBy("a.purge_at, a.uuid LIMIT @most").With("@most", max),
            row => row.Id<ArchiveId>(0),
            cancellationToken);

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        Query query, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        await ReadSession.ReadAsync(database, query, map, cancellationToken).ToListAsync(cancellationToken);
}
