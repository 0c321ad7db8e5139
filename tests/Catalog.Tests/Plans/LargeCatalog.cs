using Shield.Domain.Archives;
using Shield.Domain.Tasks;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>A catalog whose tables are large enough for a planner to take indexes seriously.</summary>
/// <remarks>A server plans by what is in its tables. The embedded catalog plans by figures that its schema
/// brings along, and needs no rows for that.</remarks>
[CollectionDefinition(Name)]
public sealed class LargeCatalog : IAsyncLifetime, ICollectionFixture<LargeCatalog>
{
    internal const string Name = "a large catalog";

    private const string Numbered = """
        JOIN (SELECT uuid, row_number() OVER () AS i FROM targets) t ON t.i = n % 1000 + 1
        JOIN (SELECT uuid, row_number() OVER () AS i FROM stores) s ON s.i = n % 7 + 1
        """;

    private const string Rows = $"""
        INSERT INTO targets (uuid, name, summary, plugin, endpoint, agent, endpoint_mark)
        SELECT gen_random_uuid(), 'target ' || n, '', 'fs', '', '10.0.0.' || n % 9 || ':5444', ''
        FROM generate_series(1, 1000) n;
        INSERT INTO stores (uuid, name, summary, plugin, endpoint, endpoint_mark)
        SELECT gen_random_uuid(), 'store ' || n, '', 'fs', '', '' FROM generate_series(1, 7) n;
        INSERT INTO schedules (uuid, name, summary, timespec)
        SELECT gen_random_uuid(), 'schedule ' || n, '', '' FROM generate_series(1, 50) n;
        INSERT INTO retention (uuid, name, summary, expiry)
        SELECT gen_random_uuid(), 'policy ' || n, '', 3600 FROM generate_series(1, 50) n;

        INSERT INTO jobs (
          uuid, target_uuid, store_uuid, schedule_uuid, retention_uuid, priority, paused, name, summary)
        SELECT gen_random_uuid(), t.uuid, s.uuid, w.uuid, r.uuid, 50, n % 2 = 0, 'job ' || n, ''
        FROM generate_series(1, 10000) n {Numbered}
        JOIN (SELECT uuid, row_number() OVER () AS i FROM schedules) w ON w.i = n % 49 + 1
        JOIN (SELECT uuid, row_number() OVER () AS i FROM retention) r ON r.i = n % 47 + 1;

        INSERT INTO archives (
          uuid, status, target_uuid, store_uuid, job_uuid, task_uuid, store_key, taken_at, expires_at, notes,
          purge_reason, agent, target_plugin, target_endpoint, store_plugin, store_endpoint, size_bytes,
          sha256)
        SELECT gen_random_uuid(),
          CASE WHEN n % 100 = 0 THEN 'expired' WHEN n % 100 = 1 THEN 'invalid'
            WHEN n % 2 = 0 THEN 'purged' ELSE 'valid' END,
          t.uuid, s.uuid, j.uuid, gen_random_uuid(), 'key', 1700000000000 + n * bigint '60000', 1800000000000,
          '', '',
          '10.0.0.5:5444', 'fs', '', 'fs', '', n, ''
        FROM generate_series(1, 40000) n {Numbered}
        JOIN (SELECT uuid, row_number() OVER () AS i FROM jobs) j ON j.i = n % 10000 + 1;

        INSERT INTO tasks (
          uuid, owner, op, job_uuid, archive_uuid, target_uuid, store_uuid, status, agent, priority, attempt,
          bytes_done, requested_at)
        SELECT gen_random_uuid(), 'system', 'backup', j.uuid, NULL, t.uuid, s.uuid,
          CASE WHEN n % 1000 = 0 THEN 'pending' WHEN n % 50 = 1 THEN 'failed' ELSE 'done' END,
          '10.0.0.' || n % 9 || ':5444', 50, 1, 0, 1700000000000 + n * bigint '60000'
        FROM generate_series(1, 40000) n {Numbered}
        JOIN (SELECT uuid, row_number() OVER () AS i FROM jobs) j ON j.i = n % 10000 + 1;

        INSERT INTO task_log (task_uuid, attempt, seq, at, stream, line)
        SELECT uuid, 1, 1, 1700000000000, 'core', 'a line' FROM tasks;

        INSERT INTO audit (request_uuid, at, who, method, path, what, from_address, status)
        SELECT gen_random_uuid(), 1700000000000 + n * bigint '1000', 'who ' || n % 50, '', '', '', '', 200
        FROM generate_series(1, 40000) n;

        INSERT INTO request_ledger (key_hash, fingerprint, uuid, claimed_at)
        SELECT 'key ' || n, '', gen_random_uuid(), 1700000000000 + n * bigint '60000'
        FROM generate_series(1, 40000) n;

        ANALYZE;
        """;

    /// <summary>What it has one row of each of.</summary>
    internal Parts Parts { get; private set; } = null!;

    internal TestCatalog Catalog { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Catalog = await TestCatalog.OpenAsync();
        Parts = await Catalog.PutPartsAsync();
        var job = Samples.Job(Parts);
        await Catalog.PutAsync("job", job.Uuid.Value, job);
        var archive = Samples.Archive(Parts) with { JobUuid = job.Uuid, Status = ArchiveStatus.Valid };
        await Catalog.PutAsync("archive", archive.Uuid.Value, archive);
        var task = Samples.Backup(Parts, TaskPhase.Pending) with { JobUuid = job.Uuid };
        await Catalog.PutAsync("task", task.Uuid.Value, task);
        if (Catalog.Database.IsShared) await FillAsync();
    }

    public ValueTask DisposeAsync() => Catalog.DisposeAsync();

    private async Task FillAsync()
    {
        await using var connection = await Catalog.Database.Writer.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Rows;

        // However long it takes on a machine that does much else.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
