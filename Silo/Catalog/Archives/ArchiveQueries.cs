using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    // Names by subqueries, so that a page looks up a hundred of them; for a join PostgreSQL would read every
    // job there is.
    private const string Archives = """
        SELECT a.uuid, a.status, a.store_key, a.taken_at, a.expires_at, a.notes, a.purge_reason,
          a.target_uuid, coalesce((SELECT name FROM targets WHERE uuid = a.target_uuid), ''), '',
          a.target_plugin, a.target_endpoint, a.agent,
          a.store_uuid, coalesce((SELECT name FROM stores WHERE uuid = a.store_uuid), ''), '',
          a.store_plugin, a.store_endpoint,
          a.job_uuid, coalesce((SELECT name FROM jobs WHERE uuid = a.job_uuid), ''),
          a.task_uuid, a.size_bytes, a.sha256
        FROM archives a
        """;

    public IAsyncEnumerable<ArchiveRow> ListArchivesAsync(
        ArchiveFilter filter, Page page, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Archives)
                .Where("a.target_uuid = @target", "@target", filter.Target?.Value)
                .Where("a.store_uuid = @store", "@store", filter.Store?.Value)
                .Where("a.status = @status", "@status", Columns.Word(filter.Status))
                .Where("a.taken_at >= @from", "@from", filter.From?.ToUnixTimeMilliseconds())
                .Where("a.taken_at < @until", "@until", filter.Until?.ToUnixTimeMilliseconds())
                .NewestFirst("a.taken_at", "a.uuid", page),
            ReadArchive,
            cancellationToken);

    public Task<ArchiveRow?> FindArchiveAsync(ArchiveId id, CancellationToken cancellationToken) =>
        FindAsync(
            new Query(Archives).Where("a.uuid = @uuid", "@uuid", id.Value),
            ReadArchive,
            cancellationToken);

    private static ArchiveRow ReadArchive(DbDataReader row) => new()
    {
        Uuid = row.Id<ArchiveId>(0),
        Status = row.Word<ArchiveStatus>(1),
        StoreKey = row.GetString(2),
        TakenAt = row.Moment(3),
        ExpiresAt = row.Moment(4),
        Notes = row.GetString(5),
        PurgeReason = row.GetString(6),
        Target = ReadTarget(row, 7),
        Agent = row.GetString(12),
        Store = ReadStore(row, 13),
        Job = row.Id<JobId>(18),
        JobName = row.GetString(19),
        Task = row.Id<TaskId>(20),
        SizeBytes = row.GetInt64(21),
        Sha256 = row.GetString(22),
    };
}
