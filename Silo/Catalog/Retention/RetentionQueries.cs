using System.Data.Common;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Policies = "SELECT r.uuid, r.name, r.summary, r.expiry FROM retention r";

    private const string ArchivesUnderPolicy = """
        SELECT count(*) FROM archives a JOIN jobs j ON j.uuid = a.job_uuid
        WHERE j.retention_uuid = @uuid AND a.status = 'valid'
        """;

    public IAsyncEnumerable<RetentionRow> ListRetentionAsync(
        PolicyFilter filter, Page page, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Policies)
                .Where("r.name", filter.Name)
                .Where(Used(filter.Unused, "retention_uuid", "r.uuid"))
                .ByName("r.name", "r.uuid", page),
            row => ReadRetention(row, 0),
            cancellationToken);

    public Task<RetentionRow?> FindRetentionAsync(RetentionId id, CancellationToken cancellationToken) =>
        FindAsync(
            new Query(Policies).Where("r.uuid = @uuid", "@uuid", id.Value),
            row => ReadRetention(row, 0),
            cancellationToken);

    public async Task<long> CountArchivesAsync(RetentionId id, CancellationToken cancellationToken) =>
        await ListAsync(
                new Query(ArchivesUnderPolicy).With("@uuid", id.Value),
                row => row.GetInt64(0),
                cancellationToken)
            .FirstAsync(cancellationToken);

    private static RetentionRow ReadRetention(DbDataReader row, int first) => new(
        row.Id<RetentionId>(first),
        row.GetString(first + 1),
        row.GetString(first + 2),
        row.GetInt64(first + 3));
}
