using System.Data.Common;
using Microsoft.Data.Sqlite;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Tasks;

namespace Shield.Silo.Catalog;

/// <summary>The embedded catalog: one SQLite file, one writer at a time, any number of readers. One object of
/// it per process and file.</summary>
public sealed class CatalogDatabase : IAsyncDisposable
{
    private const int BusySecondsMax = 10;
    private readonly string _readers;
    private readonly GatedSqliteSource _writer;

    private CatalogDatabase(string path)
    {
        Path = path;
        _writer = new GatedSqliteSource(Connect(path, SqliteOpenMode.ReadWrite, pooling: false));
        _readers = Connect(path, SqliteOpenMode.ReadOnly, pooling: true);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Where whoever writes gets its connection, waiting for its turn until the one before has
    /// closed its own. For Orleans' <c>DataSource</c> options.</summary>
    public DbDataSource Writer => _writer;

    /// <summary>What reads it.</summary>
    public ICatalog Catalog => new SqliteCatalog(this);

    /// <summary>What appends to the log of tasks.</summary>
    public ITaskLog TaskLog => new TaskLog(this);

    /// <summary>Opens the catalog, creating the file (for its owner alone) and bringing its schema up to
    /// date.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="cancellationToken">Gives up; the schema is then as it was.</param>
    /// <exception cref="ShieldException">The file cannot be opened (Unavailable), or its schema is newer than
    /// this program (Conflict).</exception>
    public static async Task<CatalogDatabase> OpenAsync(string path, CancellationToken cancellationToken)
    {
        CatalogDatabase? database = null;
        try
        {
            CreateFile(path);
            database = new CatalogDatabase(path);
            database._writer.Start();
            await CatalogSchema.EnsureAsync(database, cancellationToken);
            return database;
        }
        catch (Exception e)
        {
            if (database is not null) await database.DisposeAsync();
            if (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new ShieldException(
                    Reason.Unavailable, $"the catalog {path} cannot be opened: {e.Message}", "");
            }

            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await using (var reader = new SqliteConnection(_readers)) SqliteConnection.ClearPool(reader);

        // Last, since it removes the -wal and -shm files, and readers cannot.
        await _writer.DisposeAsync();
    }

    /// <summary>A connection for reading, open; it never waits for writers.</summary>
    internal SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_readers);
        try
        {
            connection.Open();
            NameMatch.Register(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

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
