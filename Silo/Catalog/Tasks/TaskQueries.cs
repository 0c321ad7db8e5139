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

    private const string Tasks = """
        SELECT uuid, owner, op, status, job_uuid, archive_uuid, target_uuid, store_uuid, agent, priority,
          attempt, bytes_done, requested_at, started_at, stopped_at
        FROM tasks
        """;

    /// <summary>How many tasks are read before their logs are: one session answers one query at a time.
    /// </summary>
    private const int TasksAtOnce = 100;

    public async IAsyncEnumerable<TaskRow> ListTasksAsync(
        TaskFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var session = await ReadSession.OpenAsync(database, cancellationToken);
        TaskRow? last = null;
        while (true)
        {
            var rows = await session.ReadAsync(ToQuery(filter, last), ReadTask, cancellationToken)
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var log = await LogAsync(row.Uuid, debug: false);
                var debug = filter.Debug ? await LogAsync(row.Uuid, debug: true) : null;
                yield return row with { Log = log, Debug = debug };
            }

            if (rows.Count < TasksAtOnce) yield break;
            last = rows[^1];
        }

        Task<string> LogAsync(TaskId task, bool debug) => filter.WholeLog
            ? TaskLogText.WholeAsync(session, task, debug, cancellationToken)
            : TaskLogText.TailAsync(session, task, debug, cancellationToken);
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

    public async Task<IReadOnlyList<TaskId>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        await ListAsync(
                new Query("SELECT uuid FROM tasks").Where(Unfinished).OrderBy("requested_at, uuid"),
                row => row.Id<TaskId>(0),
                cancellationToken)
            .ToListAsync(cancellationToken);

    private static Query ToQuery(TaskFilter filter, TaskRow? last)
    {
        var query = new Query(Tasks)
            .Where("status = @status", "@status", Columns.Word(filter.Status))
            .Where(filter.Active switch
            {
                true => Unfinished,
                false => $"NOT ({Unfinished})",
                null => null,
            })
            .Where("requested_at < @until", "@until", filter.Until?.ToUnixTimeMilliseconds())
            .OrderBy("requested_at DESC, uuid DESC LIMIT @most").With("@most", TasksAtOnce);
        return last is null
            ? query
            : query.Where("(requested_at, uuid) < (@at, @uuid)")
                .With("@at", last.RequestedAt.ToUnixTimeMilliseconds())
                .With("@uuid", last.Uuid.Value);
    }

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
