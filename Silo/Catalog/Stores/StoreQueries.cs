using System.Data.Common;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Stores =
        "SELECT s.uuid, s.name, s.summary, s.plugin, s.endpoint, s.endpoint_mark FROM stores s";

    public IAsyncEnumerable<StoreRow> ListStoresAsync(
        StoreFilter filter, Page page, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Stores)
                .Where("s.name", filter.Name)
                .Where("s.plugin = @plugin", "@plugin", filter.Plugin)
                .Where(Used(filter.Unused, "store_uuid", "s.uuid"))
                .ByName("s.name", "s.uuid", page),
            row => ReadStore(row, 0),
            cancellationToken);

    public Task<StoreRow?> FindStoreAsync(StoreId id, CancellationToken cancellationToken) =>
        FindAsync(
            new Query(Stores).Where("s.uuid = @uuid", "@uuid", id.Value),
            row => ReadStore(row, 0) with { EndpointMark = row.GetString(5) },
            cancellationToken);

    private static StoreRow ReadStore(DbDataReader row, int first) => new(
        row.Id<StoreId>(first),
        row.GetString(first + 1),
        row.GetString(first + 2),
        row.GetString(first + 3),
        row.GetString(first + 4));
}
