using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shield.Benchmarks.Programs;

/// <summary>The table of grain states of a catalog that no service has open. What is written here goes
/// through the same triggers as what the service writes.</summary>
internal sealed class StateTable(DbConnection connection) : IAsyncDisposable
{
    private const string CatalogFile = "catalog.db";
    private const int RowsAtOnce = 500;

    // The hashes are there for whoever looks by them; the service does not.
    private const string Insert = """
        INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString,
          GrainIdExtensionString, ServiceId, PayloadBinary, Version)
        """;

    /// <summary>Memory for all of it: rows go in by UUID, everywhere.</summary>
    private const string Roomy = "PRAGMA cache_size = -524288";

    private const string First =
        "SELECT PayloadBinary FROM OrleansStorage WHERE GrainTypeString = @noun LIMIT 1";

    private const string OneRow = $"{Insert} VALUES (0, @n0, @n1, 0, @noun, '', 'shield', @payload, 1)";

    private const string ManyRows = $"""
        {Insert} SELECT 0, n0, n1, 0, noun, '', 'shield', payload, 1
        FROM unnest(@n0, @n1, @noun, @payload) AS rows (n0, n1, noun, payload)
        """;

    /// <summary>Three lines for each task that has none, about as long as a short backup writes.</summary>
    private const string Logs = """
        INSERT INTO task_log (task_uuid, attempt, seq, at, stream, line)
        SELECT t.uuid, 1, l.seq, t.requested_at, 'core', l.line FROM tasks t CROSS JOIN (
          SELECT 1 AS seq, 'backup requested by system' AS line
          UNION ALL SELECT 2, '65536 bytes stored, sha256 49e2d98786f3a574dd4b31008cd7333e31f6623a50ef'
          UNION ALL SELECT 3, 'done') l
        WHERE NOT EXISTS (SELECT 1 FROM task_log o WHERE o.task_uuid = t.uuid)
        """;

    /// <summary>Opens it.</summary>
    /// <param name="place">Where the catalog is.</param>
    /// <param name="home">The home of its service.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<StateTable> OpenAsync(
        CatalogPlace place, string home, CancellationToken cancellationToken)
    {
        DbConnection connection = place.Database is { } database
            ? new NpgsqlConnection(database)
            : new SqliteConnection($"Data Source={Path.Combine(home, CatalogFile)};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        var table = new StateTable(connection);
        if (connection is SqliteConnection) await table.RunAsync(null, Roomy, cancellationToken);
        return table;
    }

    /// <summary>The first state of a noun.</summary>
    public async Task<StateRow> FirstAsync(string noun, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = First;
        Add(command, "noun", noun);
        var payload = (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
        return new StateRow(noun, JsonNode.Parse(payload)!.AsObject());
    }

    /// <summary>Writes states, all of them or none; then logs for tasks, and lets the server look at what it
    /// has, as it does by itself a minute later.</summary>
    public async Task WriteAsync(IEnumerable<StateRow> rows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            if (connection is NpgsqlConnection) await WriteManyAsync(chunk, cancellationToken);
            else await WriteEachAsync(transaction, chunk, cancellationToken);
        }

        await RunAsync(transaction, Logs, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (connection is NpgsqlConnection) await RunAsync(null, "ANALYZE", cancellationToken);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task WriteManyAsync(StateRow[] rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = ManyRows;
        Add(command, "n0", rows.Select(row => row.Key.N0).ToArray());
        Add(command, "n1", rows.Select(row => row.Key.N1).ToArray());
        Add(command, "noun", rows.Select(row => row.Noun).ToArray());
        Add(command, "payload", rows.Select(row => row.Payload).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteEachAsync(
        DbTransaction transaction, StateRow[] rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (OneRow, transaction);
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            Add(command, "n0", row.Key.N0);
            Add(command, "n1", row.Key.N1);
            Add(command, "noun", row.Noun);
            Add(command, "payload", row.Payload);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task RunAsync(DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
