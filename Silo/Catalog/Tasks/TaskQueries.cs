using System.Data.Common;
using System.Runtime.CompilerServices;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Unfinished = "status IN ('pending', 'running')";

    /// <summary>The same, in the words of the index that has them in the order of lists.</summary>
    private const string Active = "status NOT IN ('done', 'failed', 'canceled')";

    private const string Tasks = """
        SELECT uuid, owner, op, status, job_uuid, archive_uuid, target_uuid, store_uuid, agent, priority,
          attempt, bytes_done, requested_at, started_at, stopped_at
        FROM tasks
        """;

    /// <summary>How many tasks are read before their logs are: one session answers one query at a time.
    /// </summary>
    private const int TasksAtOnce = 100;

    public async IAsyncEnumerable<TaskRow> ListTasksAsync(
        TaskFilter filter, Page page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var session = await ReadSession.OpenAsync(database, cancellationToken);
        var left = page.RowsMax ?? int.MaxValue;
        while (true)
        {
            var most = Math.Min(left, TasksAtOnce);
            var rows = await session
                .ReadAsync(ToQuery(filter, page with { RowsMax = most }), ReadTask, cancellationToken)
                .ToListAsync(cancellationToken);
            var tails = filter.WholeLog
                ? null
                : await TaskLogTails.ReadAsync(session, [.. rows.Select(row => row.Uuid)], cancellationToken);
            foreach (var row in rows)
            {
                var log = await LogAsync(tails, row.Uuid, debug: false);
                var debug = filter.Debug ? await LogAsync(tails, row.Uuid, debug: true) : null;
                yield return row with { Log = log, Debug = debug };
            }

            left -= rows.Count;
            if (rows.Count < TasksAtOnce || left == 0) yield break;
            page = page with { After = new Place.Timed(rows[^1].RequestedAt, rows[^1].Uuid.Value) };
        }

        async Task<string> LogAsync(TaskLogTails? tails, TaskId task, bool debug) => tails is null
            ? await TaskLogText.WholeAsync(session, task, debug, cancellationToken)
            : tails.Find(task, debug) ?? await TaskLogText.TailAsync(session, task, debug, cancellationToken);
    }

    public async Task<TaskRow?> FindTaskAsync(TaskId id, CancellationToken cancellationToken)
    {
        await using var session = await ReadSession.OpenAsync(database, cancellationToken);
        var query = new Query(Tasks).Where("uuid = @uuid", "@uuid", id.Value);
        var row = await session.ReadAsync(query, ReadTask, cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);
        return row is null
            ? null
            : row with { Log = await TaskLogText.WholeAsync(session, id, debug: false, cancellationToken) };
    }

    public async Task<string> ReadDebugAsync(TaskId id, CancellationToken cancellationToken)
    {
        await using var session = await ReadSession.OpenAsync(database, cancellationToken);
        return await TaskLogText.WholeAsync(session, id, debug: true, cancellationToken);
    }

    public async Task<TaskPhase?> FindPhaseAsync(TaskId id, CancellationToken cancellationToken)
    {
        var query = new Query("SELECT status FROM tasks").Where("uuid = @uuid", "@uuid", id.Value);
        return await ListAsync(query, row => (TaskPhase?)row.Word<TaskPhase>(0), cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<LoggedLine>> ListLogAsync(
        TaskId id, long after, int max, CancellationToken cancellationToken) =>
        await ListAsync(TaskLogText.PageOf(id, after, max), TaskLogText.ReadLine, cancellationToken)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<UnfinishedTask>> ListUnfinishedAsync(
        AgentAddress agent, CancellationToken cancellationToken) =>
        await ListAsync(
                new Query("SELECT uuid, target_uuid, priority, requested_at, status = 'running' FROM tasks")
                    .Where(Unfinished)
                    .Where("agent = @agent", "@agent", agent.Value)
                    .OrderBy("requested_at, uuid"),
                row => new UnfinishedTask(
                    new QueueTicket(
                        row.Id<TaskId>(0), row.IdOrNull<TargetId>(1), row.GetInt32(2), row.Moment(3)),
                    row.GetBoolean(4)),
                cancellationToken)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<AgentAddress>> ListBusyAgentsAsync(CancellationToken cancellationToken)
    {
        var agents = await ListAsync(
                new Query("SELECT DISTINCT agent FROM tasks").Where(Unfinished).OrderBy("agent"),
                row => AgentAddress.Parse(row.GetString(0)),
                cancellationToken)
            .ToListAsync(cancellationToken);
        return [.. agents.OfType<AgentAddress>()];
    }

    public async Task<IReadOnlyList<TaskId>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        await ListAsync(
                new Query("SELECT uuid FROM tasks").Where(Unfinished).OrderBy("requested_at, uuid"),
                row => row.Id<TaskId>(0),
                cancellationToken)
            .ToListAsync(cancellationToken);

    private static Query ToQuery(TaskFilter filter, Page page) =>
        new Query(Tasks)
            .Where("status = @status", "@status", Columns.Word(filter.Status))
            .Where(filter.Active switch
            {
                true => Active,
                false => $"NOT ({Unfinished})",
                null => null,
            })
            .NewestFirst("requested_at", "uuid", page);

    private static TaskRow ReadTask(DbDataReader row) => new()
    {
        Uuid = row.Id<TaskId>(0),
        Owner = row.GetString(1),
        Op = row.Word<TaskKind>(2),
        Status = row.Word<TaskPhase>(3),
        Job = row.IdOrNull<JobId>(4),
        Archive = row.IdOrNull<ArchiveId>(5),
        Target = row.IdOrNull<TargetId>(6),
        Store = row.IdOrNull<StoreId>(7),
        Agent = row.GetString(8),
        Priority = row.GetInt32(9),
        Attempt = row.GetInt32(10),
        BytesDone = row.GetInt64(11),
        RequestedAt = row.Moment(12),
        StartedAt = row.MomentOrNull(13),
        StoppedAt = row.MomentOrNull(14),
        Log = "",
    };
}
