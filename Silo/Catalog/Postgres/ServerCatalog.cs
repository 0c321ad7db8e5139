using System.Data;
using System.Data.Common;
using Npgsql;

namespace Shield.Silo.Catalog;

/// <summary>The catalog on a PostgreSQL server, which several silos share.</summary>
internal sealed class ServerCatalog(CatalogServer server) : CatalogDatabase
{
    /// <summary>Names the advisory lock under which the schema changes: any number that nobody else takes.
    /// </summary>
    private const long SchemaLock = 0x534849454C44;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(server.ConnectionString);

    public override string Place => server.Place;

    public override string Invariant => "Npgsql";

    public override bool IsShared => true;

    public override DbDataSource Writer => _source;

    internal override string Dialect => "Postgres";

    internal override string StateUuid => "CAST(state_of(PayloadBinary) ->> 'uuid' AS uuid)";

    internal override string Contains(string text, string id) =>
        $"strpos(lower({text}), CAST({id} AS text)) > 0";

    public override async Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT clock_timestamp()";
        var now = (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;
        return new DateTimeOffset(now, TimeSpan.Zero);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    internal override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
    }

    internal override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);

    internal override async Task<DbTransaction> BeginReadAsync(
        DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    internal override async Task<DbTransaction> BeginAloneAsync(
        DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_xact_lock({SchemaLock})";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    internal override async Task<IAsyncDisposable> LockAsync(
        string name, CancellationToken cancellationToken)
    {
        // In a transaction, so that the lock ends with it even if the connection is lent to others again.
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.BeginTransactionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_advisory_xact_lock(hashtextextended(@name, @lock))";
            command.Parameters.AddWithValue("@name", name);
            command.Parameters.AddWithValue("@lock", SchemaLock);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal override object Value(object value) => value;
}
