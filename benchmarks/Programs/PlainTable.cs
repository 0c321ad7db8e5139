using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Shield.Benchmarks.Programs;

/// <summary>What a program without a service would do: the same JSON in a table of the same kind of database,
/// read and written by the database's own client, each row durable before the next.</summary>
internal sealed class PlainTable(DbConnection[] connections) : IAsyncDisposable
{
    /// <summary>Makes the table, and connects to it so many times.</summary>
    /// <param name="place">Beside whose catalog it is made; when that has no server, in a file.</param>
    /// <param name="file">That file.</param>
    /// <param name="count">How many connections.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PlainTable> MakeAsync(
        CatalogPlace place, string file, int count, CancellationToken cancellationToken)
    {
        var server = await place.BesideAsync();
        var durable = server is null ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" : "";
        var connections = new DbConnection[count];
        for (var index = 0; index < count; index++)
        {
            connections[index] = server is null
                ? new SqliteConnection($"Data Source={file};Pooling=False")
                : server.CreateConnection();
            await connections[index].OpenAsync(cancellationToken);
            if (durable.Length > 0) await RunAsync(connections[index], durable, cancellationToken);
        }

        const string Table = "CREATE TABLE plain (uuid text PRIMARY KEY, body text NOT NULL)";
        await RunAsync(connections[0], Table, cancellationToken);
        return new PlainTable(connections);
    }

    /// <summary>One row, durable when it returns.</summary>
    public async Task InsertAsync(string body, CancellationToken cancellationToken)
    {
        await using var command = connections[0].CreateCommand();
        command.CommandText = "INSERT INTO plain (uuid, body) VALUES (@uuid, @body)";
        foreach (var (name, value) in new[] { ("uuid", Guid.NewGuid().ToString()), ("body", body) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads all rows over one of the connections.</summary>
    /// <returns>How many characters they have.</returns>
    public async Task<long> ReadAsync(int connection, CancellationToken cancellationToken)
    {
        await using var command = connections[connection].CreateCommand();
        command.CommandText = "SELECT body FROM plain";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var characters = 0L;
        while (await rows.ReadAsync(cancellationToken)) characters += rows.GetString(0).Length;
        return characters;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync();
    }

    private static async Task RunAsync(
        DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
