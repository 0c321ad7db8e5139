using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>The one door for everything that writes to an embedded catalog: Orleans' storage and reminders,
/// and the log of tasks. There is one connection, lent to one caller at a time.</summary>
/// <remarks>
/// SQLite lets one writer in at a time anyway; whoever finds the file locked sleeps and tries again.
/// Waiting in line instead keeps the slowest of a hundred writers twenty times faster. And since the
/// connection stays, so do its compiled statements: a write to grain state compiles the projections of
/// every noun with it, which takes longer than the write. Of those in line, whoever says that it can wait
/// for the others shares their commit.
/// </remarks>
internal sealed class GatedSqliteSource(string connectionString) : DbDataSource
{
    // Orleans has about a dozen; more than these are not kept.
    private const int StatementsMax = 64;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SqliteConnection _connection = new(connectionString);
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    private readonly AsyncLocal<GroupCommit.Writer?> _writer = new();
    private SqliteTransaction? _transaction;
    private GroupCommit? _group;
    private int _inLine;

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

    /// <summary>Lets a write share its commit with those of others, and waits until it is on disk.</summary>
    /// <param name="write">Takes the connection, runs one statement that changes something, and gives it
    /// back. What fails must undo itself, as a single statement does.</param>
    /// <exception cref="SqliteException">It has failed, or the commit has.</exception>
    internal async Task GroupAsync(Func<Task> write)
    {
        var writer = new GroupCommit.Writer();
        _writer.Value = writer;
        await write();
        await writer.Saved;
    }

    /// <summary>Waits for the connection.</summary>
    internal async Task TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Whoever stands in line comes to its turn: a group may wait for it to end.
        Interlocked.Increment(ref _inLine);
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        Join();
    }

    /// <summary>Waits for the connection, holding the thread.</summary>
    internal void Take()
    {
        Interlocked.Increment(ref _inLine);
        _gate.Wait(CancellationToken.None);
        Join();
    }

    /// <summary>Lets the next one have the connection.</summary>
    internal void GiveBack()
    {
        try
        {
            if (_group is null)
            {
                // Whoever failed in the middle leaves nothing behind for the next.
                if (IsInTransaction) Run("ROLLBACK;");
            }
            else if (!IsInTransaction || _group.IsFull || Volatile.Read(ref _inLine) == 0)
            {
                EndGroup();
            }
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

    private bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>With the connection just taken: shares the commit with those before or behind, or sees to it
    /// that nothing is open.</summary>
    private void Join()
    {
        var behind = Interlocked.Decrement(ref _inLine);
        try
        {
            if (_writer.Value is not { } writer)
            {
                if (_group is not null) EndGroup();
                return;
            }

            if (_group is null && behind > 0)
            {
                Run("BEGIN IMMEDIATE;");
                _group = new GroupCommit();
            }

            _group?.Join(writer);
        }
        catch
        {
            _gate.Release();
            throw;
        }
    }

    /// <summary>Commits, and tells all who have written; a failure is theirs alone.</summary>
    private void EndGroup()
    {
        var group = _group!;
        _group = null;
        try
        {
            // Some errors, as a full disk, end the transaction by themselves.
            if (!IsInTransaction) throw LastError();
            Run("COMMIT;");
            group.Succeed();
        }
        catch (SqliteException error)
        {
            if (IsInTransaction) Run("ROLLBACK;");
            group.Fail(error);
        }
    }

    private SqliteException LastError() => new(
        "the transaction was rolled back",
        SQLitePCL.raw.sqlite3_errcode(_connection.Handle),
        SQLitePCL.raw.sqlite3_extended_errcode(_connection.Handle));

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
