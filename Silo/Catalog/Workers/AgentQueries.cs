using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Running = """
        SELECT t.uuid, t.op, t.agent, t.target_uuid, coalesce(g.name, '')
        FROM tasks t LEFT JOIN targets g ON g.uuid = t.target_uuid
        WHERE t.status = 'running'
        """;

    /// <summary>The first word of its name is the label of a silo that is an agent: that is what is still
    /// known of it when it is gone.</summary>
    private const string Sightings = """
        SELECT split_part(SiloName, ' ', 1) AS agent,
          CAST(extract(epoch FROM max(IAmAliveTime)) * 1000 AS bigint)
        FROM OrleansMembershipTable GROUP BY agent
        """;

    public async Task<IReadOnlyList<RunningTask>> ListRunningAsync(CancellationToken cancellationToken) =>
        await ListAsync(
                new Query(Running).OrderBy("t.requested_at, t.uuid"),
                row => new RunningTask(
                    row.Id<TaskId>(0),
                    row.Word<TaskKind>(1),
                    row.GetString(2),
                    row.IdOrNull<TargetId>(3),
                    row.GetString(4)),
                cancellationToken)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<AgentSighting>> ListSightingsAsync(CancellationToken cancellationToken) =>
        !database.IsShared
            ? []
            : await ListAsync(
                    new Query(Sightings),
                    row => new AgentSighting(row.GetString(0), row.Moment(1)),
                    cancellationToken)
                .ToListAsync(cancellationToken);
}
