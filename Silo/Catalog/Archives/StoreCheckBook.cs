using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;

namespace Shield.Silo.Catalog;

/// <summary>Remembers checks of stores in tables of their own, and looks up whose blobs are.</summary>
internal sealed class StoreCheckBook(CatalogDatabase database) : IStoreCheckBook
{
    private const string Views = """
        FROM jobs j JOIN targets t ON t.uuid = j.target_uuid
        WHERE t.agent <> ''
        """;

    private const string Adopt = $"""
        INSERT INTO store_checks (store_uuid, agent, next_at)
        SELECT DISTINCT j.store_uuid, t.agent, CAST(@next AS bigint) {Views}
          AND NOT EXISTS (
            SELECT 1 FROM store_checks c WHERE c.store_uuid = j.store_uuid AND c.agent = t.agent)
        ON CONFLICT (store_uuid, agent) DO NOTHING;
        """;

    private const string Drop = $"""
        DELETE FROM store_checks WHERE NOT EXISTS (
          SELECT 1 {Views} AND j.store_uuid = store_checks.store_uuid AND t.agent = store_checks.agent);
        """;

    private const string Postpone =
        "UPDATE store_checks SET next_at = @next WHERE store_uuid = @store AND agent = @agent;";

    private const string End = """
        UPDATE store_checks SET whole_at = coalesce(CAST(@whole AS bigint), whole_at), trouble = @trouble,
          next_at = @next
        WHERE store_uuid = @store AND agent = @agent;
        """;

    private const string Expected =
        "a.store_uuid = @store AND a.status = 'valid' AND a.agent = @agent AND a.taken_at < @since";

    public async Task<IReadOnlyList<StoreView>> TakeDueAsync(
        DateTimeOffset now, TimeSpan pause, int max, CancellationToken cancellationToken)
    {
        var next = (now + pause).ToUnixTimeMilliseconds();
        await database.ExecuteAsync(Drop, [], cancellationToken);
        await database.ExecuteAsync(Adopt, [("@next", next)], cancellationToken);
        var due = await ListAsync(
            new Query("SELECT store_uuid, agent FROM store_checks")
                .Where("next_at <= @now", "@now", now.ToUnixTimeMilliseconds())
                .OrderBy("next_at LIMIT @most").With("@most", max),
            row => new StoreView(row.Id<StoreId>(0), AgentAddress.Parse(row.GetString(1))!.Value),
            cancellationToken);
        foreach (var view in due)
        {
            await database.ExecuteAsync(Postpone, [.. Key(view), ("@next", next)], cancellationToken);
        }

        return due;
    }

    public async Task<IReadOnlyDictionary<ArchiveId, BlobOwner>> FindOwnersAsync(
        IReadOnlyCollection<ArchiveId> archives, CancellationToken cancellationToken)
    {
        var owners = archives.Distinct().ToDictionary(archive => archive, _ => BlobOwner.Stranger);
        if (owners.Count == 0) return owners;
        var ids = owners.Keys.ToArray();
        var planned = In("SELECT p.archive_uuid, t.status FROM planned_archives p "
            + "JOIN tasks t ON t.uuid = p.task_uuid", "p.archive_uuid", ids);
        foreach (var (id, word) in await ReadAsync(planned)) owners[id] = OfTask(word);
        var kept = In("SELECT a.uuid, a.status FROM archives a", "a.uuid", ids);
        foreach (var (id, word) in await ReadAsync(kept))
        {
            owners[id] = word == Columns.Word(ArchiveStatus.Purged) ? BlobOwner.Nobody : BlobOwner.Archive;
        }

        var purges = In("SELECT t.archive_uuid, t.status FROM tasks t", "t.archive_uuid", ids)
            .Where("t.op = 'purge'")
            .Where("t.status IN ('pending', 'running')");
        foreach (var (id, _) in await ReadAsync(purges))
        {
            if (owners[id] is BlobOwner.Nobody) owners[id] = BlobOwner.Task;
        }

        return owners;

        Task<IReadOnlyList<(ArchiveId, string)>> ReadAsync(Query query) => ListAsync(
            query, row => (row.Id<ArchiveId>(0), row.GetString(1)), cancellationToken);
    }

    public Task NoteSeenAsync(
        IReadOnlyCollection<ArchiveId> archives,
        DateTimeOffset startedAt,
        CancellationToken cancellationToken)
    {
        if (archives.Count == 0) return Task.CompletedTask;
        var names = archives.Select((_, i) => $"@id{i}").ToArray();
        var sql = $"""
            INSERT INTO seen_blobs (archive_uuid, seen_at)
            SELECT uuid, CAST(@at AS bigint) FROM archives WHERE uuid IN ({string.Join(", ", names)})
            ON CONFLICT (archive_uuid) DO UPDATE SET seen_at = excluded.seen_at;
            """;
        return database.ExecuteAsync(
            sql,
            [
                ("@at", startedAt.ToUnixTimeMilliseconds()),
                .. names.Zip(archives, (name, archive) => (name, (object?)archive.Value)),
            ],
            cancellationToken);
    }

    public async Task<(int Expected, int Missing)> CountAsync(
        StoreView view, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var count =
            $"SELECT count(*), coalesce(sum(CASE WHEN {Unseen} THEN 1 ELSE 0 END), 0) FROM archives a";
        return (await ListAsync(
            Select(count, view, since), row => (row.GetInt32(0), row.GetInt32(1)), cancellationToken))[0];
    }

    public Task<IReadOnlyList<ArchiveId>> ListMissingAsync(
        StoreView view, DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        ListAsync(
            Select("SELECT a.uuid FROM archives a", view, since)
                .Where(Unseen)
                .OrderBy("a.taken_at, a.uuid LIMIT @most").With("@most", max),
            row => row.Id<ArchiveId>(0),
            cancellationToken);

    public async Task<DateTimeOffset?> FindLastWholeAsync(
        StoreView view, CancellationToken cancellationToken) =>
        (await ListAsync(
            new Query("SELECT max(whole_at) FROM store_checks")
                .Where("store_uuid = @store", "@store", view.Store.Value)
                .Where("agent = @agent", "@agent", view.Agent.Value),
            row => row.MomentOrNull(0),
            cancellationToken))[0];

    public Task EndAsync(
        StoreView view,
        DateTimeOffset? wholeAt,
        string trouble,
        DateTimeOffset nextAt,
        CancellationToken cancellationToken) => database.ExecuteAsync(
            End,
            [
                .. Key(view),
                ("@whole", wholeAt?.ToUnixTimeMilliseconds()),
                ("@trouble", trouble),
                ("@next", nextAt.ToUnixTimeMilliseconds()),
            ],
            cancellationToken);

    /// <summary>No check since then has listed it.</summary>
    private const string Unseen = """
        NOT EXISTS (SELECT 1 FROM seen_blobs s WHERE s.archive_uuid = a.uuid AND s.seen_at >= @since)
        """;

    private static BlobOwner OfTask(string word) => Enum.Parse<TaskPhase>(word, ignoreCase: true)
        is TaskPhase.Pending or TaskPhase.Running ? BlobOwner.Task : BlobOwner.Nobody;

    private Query Select(string select, StoreView view, DateTimeOffset since) =>
        new Query(select)
            .Where(Expected)
            .Where(database.Contains("a.store_key", "a.uuid"))
            .With("@store", view.Store.Value)
            .With("@agent", view.Agent.Value)
            .With("@since", since.ToUnixTimeMilliseconds());

    private static Query In(string select, string column, ArchiveId[] ids)
    {
        var query = new Query(select)
            .Where($"{column} IN ({string.Join(", ", ids.Select((_, i) => $"@id{i}"))})");
        for (var i = 0; i < ids.Length; i++) query.With($"@id{i}", ids[i].Value);
        return query;
    }

    private static (string, object?)[] Key(StoreView view) =>
        [("@store", view.Store.Value), ("@agent", view.Agent.Value)];

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        Query query, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        await ReadSession.ReadAsync(database, query, map, cancellationToken).ToListAsync(cancellationToken);
}
