using System.Data.Common;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Policies = "SELECT r.uuid, r.name, r.summary, r.expiry FROM retention r";

    public IAsyncEnumerable<RetentionRow> ListRetentionAsync(
        PolicyFilter filter, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Policies)
                .Where("r.name", filter.Name)
                .Where(Used(filter.Unused, "retention_uuid", "r.uuid"))
                .OrderBy("r.name, r.uuid"),
            row => ReadRetention(row, 0),
            cancellationToken);

    public Task<RetentionRow?> FindRetentionAsync(RetentionId id, CancellationToken cancellationToken) =>
        FindAsync(
            new Query(Policies).Where("r.uuid = @uuid", "@uuid", id.Value),
            row => ReadRetention(row, 0),
            cancellationToken);

    private static RetentionRow ReadRetention(DbDataReader row, int first) => new(
        row.Id<RetentionId>(first),
        row.GetString(first + 1),
        row.GetString(first + 2),
        row.GetInt64(first + 3));
}
