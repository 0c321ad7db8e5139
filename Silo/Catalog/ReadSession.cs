using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Shield.Silo.Catalog;

/// <summary>A connection that reads: in one transaction whatever it reads is of one moment.</summary>
/// <remarks>One query at a time: a server answers the next one only when this one has been read to its end.
/// </remarks>
internal sealed class ReadSession : IAsyncDisposable
{
    private readonly CatalogDatabase _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;

    private ReadSession(CatalogDatabase database, DbConnection connection, DbTransaction? transaction)
    {
        _database = database;
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Begins.</summary>
    /// <exception cref="Shield.Domain.ShieldException">The database is away.</exception>
    public static Task<ReadSession> OpenAsync(
        CatalogDatabase database, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var connection = await database.OpenReaderAsync(cancellationToken);
            try
            {
                var transaction = await database.BeginReadAsync(connection, cancellationToken);
                return new ReadSession(database, connection, transaction);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        });

    /// <summary>The rows of a single query, one at a time as they are asked for.</summary>
    /// <remarks>A query alone is of one moment by itself: a transaction around it would only cost a server
    /// two answers more.</remarks>
    /// <exception cref="Shield.Domain.ShieldException">The database is away.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        CatalogDatabase database,
        Query query,
        Func<DbDataReader, T> map,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = await GuardAsync(() => database.OpenReaderAsync(cancellationToken));
        await using var session = new ReadSession(database, connection, transaction: null);
        await foreach (var row in session.ReadAsync(query, map, cancellationToken)) yield return row;
    }

    /// <summary>The rows of a query.</summary>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        Query query, Func<DbDataReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = query.ToCommand(_connection, _transaction, _database.Value);
        await using var reader = await GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await GuardAsync(() => reader.ReadAsync(cancellationToken))) yield return map(reader);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (DbException e) when (CatalogTrouble.WhenAway(e) is { } away)
        {
            throw away;
        }
    }
}
