using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>The one door for everything that writes to an embedded catalog: Orleans' storage and reminders,
/// and the log of tasks. There is one connection, lent to one caller at a time.</summary>
/// <remarks>
/// SQLite lets one writer in at a time anyway; whoever finds the file locked sleeps and tries again.
/// Waiting in line instead keeps the slowest of a hundred writers twenty times faster. And since the
/// connection stays, so do its compiled statements: a write to grain state compiles the projections of
/// every noun with it, which takes longer than the write.
/// </remarks>
internal sealed class GatedSqliteSource(string connectionString) : DbDataSource
{
    // Orleans has about a dozen; more than these are not kept.
    private const int StatementsMax = 64;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SqliteConnection _connection = new(connectionString);
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    public override string ConnectionString => connectionString;

    /// <summary>Opens the connection for good. Before anything is lent.</summary>
    public void Start()
    {
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";
        command.ExecuteNonQuery();
    }

    protected override DbConnection CreateDbConnection() => new LentConnection(connectionString, this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in _statements.Values) command.Dispose();
            _connection.Dispose();
            _gate.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Waits for the connection.</summary>
    internal Task TakeAsync(CancellationToken cancellationToken) => _gate.WaitAsync(cancellationToken);

    /// <summary>Waits for the connection, holding the thread.</summary>
    internal void Take() => _gate.Wait(CancellationToken.None);

    /// <summary>Lets the next one have the connection.</summary>
    internal void GiveBack()
    {
        try
        {
            // Whoever failed in the middle leaves nothing behind for the next.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) Run("ROLLBACK;");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A transaction that takes SQLite's lock at once, or when it first writes.</summary>
    internal SqliteTransaction Begin(bool deferred) => _transaction = _connection.BeginTransaction(deferred);

    /// <summary>A command that does what is asked, compiled already if its text has run before.</summary>
    /// <param name="asked">Text, parameters, transaction.</param>
    /// <param name="kept">Whether the command is kept here; if not, the caller disposes of it.</param>
    internal SqliteCommand Compiled(SqliteCommand asked, out bool kept)
    {
        // A text without parameters is a script of the schema: it runs once.
        kept = _statements.TryGetValue(asked.CommandText, out var command);
        command ??= Command(asked.CommandText);
        if (!kept && asked.Parameters.Count > 0 && _statements.Count < StatementsMax)
        {
            _statements.Add(asked.CommandText, command);
            kept = true;
        }

        command.Parameters.Clear();
        foreach (SqliteParameter parameter in asked.Parameters) command.Parameters.Add(parameter);

        // One that has ended has no connection any more.
        command.Transaction = _transaction is { Connection: not null } ? _transaction : null;
        return command;
    }

    private SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void Run(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }
}
