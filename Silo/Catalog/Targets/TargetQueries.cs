using System.Data.Common;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Targets =
        "SELECT t.uuid, t.name, t.summary, t.plugin, t.endpoint, t.agent, t.endpoint_mark FROM targets t";

    public IAsyncEnumerable<TargetRow> ListTargetsAsync(
        TargetFilter filter, Page page, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Targets)
                .Where("t.name", filter.Name)
                .Where("t.plugin = @plugin", "@plugin", filter.Plugin)
                .Where(Used(filter.Unused, "target_uuid", "t.uuid"))
                .ByName("t.name", "t.uuid", page),
            row => ReadTarget(row, 0),
            cancellationToken);

    public Task<TargetRow?> FindTargetAsync(TargetId id, CancellationToken cancellationToken) =>
        FindAsync(
            new Query(Targets).Where("t.uuid = @uuid", "@uuid", id.Value),
            row => ReadTarget(row, 0) with { EndpointMark = row.GetString(6) },
            cancellationToken);

    public async Task<IReadOnlyList<string>> ListAgentsAsync(CancellationToken cancellationToken) =>
        await ListAsync(
                new Query("SELECT DISTINCT agent FROM targets").OrderBy("agent"),
                row => row.GetString(0),
                cancellationToken)
            .ToListAsync(cancellationToken);

    private static TargetRow ReadTarget(DbDataReader row, int first) => new(
        row.Id<TargetId>(first),
        row.GetString(first + 1),
        row.GetString(first + 2),
        row.GetString(first + 3),
        row.GetString(first + 4),
        row.GetString(first + 5));
}
