using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>The embedded catalog: one SQLite file, one writer at a time, any number of readers.</summary>
internal sealed class EmbeddedCatalog : CatalogDatabase
{
    private const int BusySecondsMax = 10;
    private readonly string _readers;
    private readonly GatedSqliteSource _writer;

    public EmbeddedCatalog(string path)
    {
        Place = path;
        _writer = new GatedSqliteSource(Connect(path, SqliteOpenMode.ReadWrite, pooling: false));
        _readers = Connect(path, SqliteOpenMode.ReadOnly, pooling: true);
    }

    public override string Place { get; }

    public override string Invariant => "System.Data.SQLite";

    public override bool IsShared => false;

    /// <summary>Its callers wait for their turn until the one before has closed its connection.</summary>
    public override DbDataSource Writer => _writer;

    internal override string Dialect => "Sqlite";

    internal override string StateUuid => "CAST(PayloadBinary AS TEXT) ->> 'uuid'";

    internal override string Contains(string text, string id) => $"instr(lower({text}), {id}) > 0";

    public override Task GroupAsync(Func<Task> write) => _writer.GroupAsync(write);

    /// <summary>On this machine.</summary>
    public override Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) =>
        Task.FromResult(TimeProvider.System.GetUtcNow());

    public override async ValueTask DisposeAsync()
    {
        await using (var reader = new SqliteConnection(_readers)) SqliteConnection.ClearPool(reader);

        // Last, since it removes the -wal and -shm files, and readers cannot.
        await _writer.DisposeAsync();
    }

    internal override Task StartAsync(CancellationToken cancellationToken)
    {
        CreateFile(Place);
        _writer.Start();
        return Task.CompletedTask;
    }

    internal override Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_readers);
        try
        {
            connection.Open();
            NameMatch.Register(connection);
            return Task.FromResult<DbConnection>(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal override Task<DbTransaction> BeginReadAsync(
        DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    // Not deferred: BEGIN IMMEDIATE, so that two programs that start at once do not both see nothing.
    internal override Task<DbTransaction> BeginAloneAsync(
        DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    // As text, in lower case; the library would write it in capitals.
    /// <summary>Nobody else is there: one program holds the folder.</summary>
    internal override Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable>(new NoLock());

    internal override object Value(object value) => value is Guid id ? id.ToString("d") : value;

    private static string Connect(string path, SqliteOpenMode mode, bool pooling) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = pooling,
            ForeignKeys = true,
            DefaultTimeout = BusySecondsMax,
        }.ToString();

    // SQLite gives the -wal and -shm files the mode of the database.
    private static void CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        new FileStream(path, options).Dispose();
    }
}
