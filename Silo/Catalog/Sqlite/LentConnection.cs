using System.Data;
using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>The connection of a <see cref="GatedSqliteSource"/>, from opening to closing.</summary>
/// <remarks>It is a SqliteConnection because Orleans insists on one; its own handle is never
/// opened.</remarks>
internal sealed class LentConnection(string connectionString, GatedSqliteSource source)
    : SqliteConnection(connectionString)
{
    private int _lent;

    public override ConnectionState State =>
        Volatile.Read(ref _lent) == 1 ? ConnectionState.Open : ConnectionState.Closed;

    public override void Open()
    {
        if (State is ConnectionState.Open) return;
        source.Take();
        Volatile.Write(ref _lent, 1);
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (State is ConnectionState.Open) return;
        await source.TakeAsync(cancellationToken);
        Volatile.Write(ref _lent, 1);
    }

    public override void Close()
    {
        // Closing twice is normal, Dispose closes too; the second time it is somebody else's turn.
        if (Interlocked.Exchange(ref _lent, 0) == 1) source.GiveBack();
    }

    public override SqliteTransaction BeginTransaction(IsolationLevel isolationLevel, bool deferred)
    {
        MustBeOpen();
        return source.Begin(deferred);
    }

    public override SqliteCommand CreateCommand() => new LentCommand(this);

    private SqliteCommand Compile(SqliteCommand asked, out bool kept)
    {
        MustBeOpen();
        return source.Compiled(asked, out kept);
    }

    private void MustBeOpen()
    {
        if (State is ConnectionState.Open) return;
        throw new InvalidOperationException("the connection is closed");
    }

    /// <summary>Runs as the source's own command of the same text.</summary>
    private sealed class LentCommand(LentConnection connection) : SqliteCommand
    {
        private SqliteCommand? _own;

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior) =>
            Compile().ExecuteReader(behavior);

        public override int ExecuteNonQuery() => Compile().ExecuteNonQuery();

        public override object? ExecuteScalar() => Compile().ExecuteScalar();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _own?.Dispose();
            base.Dispose(disposing);
        }

        private SqliteCommand Compile()
        {
            _own?.Dispose();
            var command = connection.Compile(this, out var kept);
            _own = kept ? null : command;
            return command;
        }
    }
}
