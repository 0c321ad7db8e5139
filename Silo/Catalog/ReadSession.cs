using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>A connection in one read transaction: whatever it reads, it reads of one moment.</summary>
internal sealed class ReadSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    private ReadSession(SqliteConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction(deferred: true);
    }

    /// <summary>The rows of a query, one at a time as they are asked for.</summary>
    /// <exception cref="Shield.Domain.ShieldException">The database is away.</exception>
    public static IEnumerable<T> Read<T>(
        CatalogDatabase database,
        Query query,
        Func<ReadSession, SqliteDataReader, T> map,
        CancellationToken cancellationToken)
    {
        using var session = Guard(() => new ReadSession(database.OpenReader()));
        foreach (var row in session.Read(query, reader => map(session, reader), cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>The rows of another query, at the same moment.</summary>
    public IEnumerable<T> Read<T>(
        Query query, Func<SqliteDataReader, T> map, CancellationToken cancellationToken)
    {
        using var command = query.ToCommand(_connection);
        using var reader = Guard(command.ExecuteReader);
        while (Guard(reader.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Guard(() => map(reader));
        }
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    private static T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (SqliteException e) when (SqliteTrouble.WhenAway(e) is { } away)
        {
            throw away;
        }
    }
}
