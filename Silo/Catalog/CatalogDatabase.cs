using System.Data.Common;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Archives;
using Shield.Grains.Audit;
using Shield.Grains.Jobs;
using Shield.Grains.Tasks;
using Shield.Grains.Tokens;
using Shield.Grains.Workers;

namespace Shield.Silo.Catalog;

/// <summary>Where the catalog is kept. One object of it per process and catalog.</summary>
public abstract class CatalogDatabase : IAsyncDisposable
{
    /// <summary>What people call it: a file, or a host, port and database. No secret.</summary>
    public abstract string Place { get; }

    /// <summary>Orleans' name for the kind of database.</summary>
    public abstract string Invariant { get; }

    /// <summary>Whether several silos may use it at once; then it says which silos there are, too.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Where whoever writes gets its connection. For Orleans' <c>DataSource</c> options.</summary>
    public abstract DbDataSource Writer { get; }

    /// <summary>What reads it.</summary>
    public ICatalog Catalog => new CatalogLists(this);

    /// <summary>What appends to the log of tasks.</summary>
    public ITaskLog TaskLog => new TaskLog(this);

    /// <summary>What remembers requests that came with a key.</summary>
    public IRequestLedger RequestLedger => new RequestLedger(this);

    /// <summary>Who may use the API.</summary>
    public ITokenBook TokenBook => new TokenBook(this);

    /// <summary>Who has changed what.</summary>
    public IAuditBook AuditBook => new AuditBook(this);

    /// <summary>Which archives are to be looked at.</summary>
    public IArchiveUpkeep ArchiveUpkeep => new ArchiveUpkeep(this);

    /// <summary>The slots that jobs have settled.</summary>
    public ISlotBook SlotBook => new SlotBook(this);

    /// <summary>What is known of the blobs in stores.</summary>
    public IStoreCheckBook StoreCheckBook => new StoreCheckBook(this);

    /// <summary>Opens the embedded catalog: one SQLite file, made for its owner alone when it is missing;
    /// brings its schema up to date.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="cancellationToken">Gives up; the schema is then as it was.</param>
    /// <exception cref="ShieldException">The file cannot be opened (Unavailable), or its schema is newer than
    /// this program (Conflict).</exception>
    public static Task<CatalogDatabase> OpenAsync(string path, CancellationToken cancellationToken) =>
        OpenAsync(
            () => new EmbeddedCatalog(path), CatalogSchema.EnsureAsync, asAgent: false, cancellationToken);

    /// <summary>Opens the catalog on a PostgreSQL server, and brings its schema up to date.</summary>
    /// <param name="server">Where it is; its database must exist.</param>
    /// <param name="cancellationToken">Gives up; the schema is then as it was.</param>
    /// <exception cref="ShieldException">It cannot be reached (Unavailable), or its schema is newer than this
    /// program (Conflict).</exception>
    public static Task<CatalogDatabase> OpenAsync(
        CatalogServer server, CancellationToken cancellationToken) =>
        OpenAsync(
            () => new ServerCatalog(server), CatalogSchema.EnsureAsync, asAgent: false, cancellationToken);

    /// <summary>Opens the catalog on a PostgreSQL server as an agent does: its schema is looked at, and left
    /// as it is.</summary>
    /// <param name="server">Where it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ShieldException">It cannot be reached (Unavailable), or its schema is not the one
    /// that this program knows (Conflict).</exception>
    public static Task<CatalogDatabase> JoinAsync(
        CatalogServer server, CancellationToken cancellationToken) =>
        OpenAsync(
            () => new ServerCatalog(server), CatalogSchema.CheckAsync, asAgent: true, cancellationToken);

    /// <summary>Lets those that start under one label through one at a time.</summary>
    public IAgentLatch AgentLatch => new AgentLatch(this);

    /// <summary>What time it is where the catalog is kept.</summary>
    /// <exception cref="DbException">It cannot be asked.</exception>
    public abstract Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken);

    /// <summary>Saves something that others may be saving, too: what is saved at once may share one commit.
    /// </summary>
    /// <param name="write">Writes it through <see cref="Writer"/>, with one statement that changes
    /// something.</param>
    /// <returns>When it is on disk.</returns>
    /// <exception cref="DbException">It is not.</exception>
    public virtual Task GroupAsync(Func<Task> write) => write();

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>The folder of its SQL.</summary>
    internal abstract string Dialect { get; }

    /// <summary>The UUID in the JSON of a row of OrleansStorage, in SQL.</summary>
    internal abstract string StateUuid { get; }

    /// <summary>Whether the text in one column contains the id in another, in SQL; capitals count as small.
    /// </summary>
    internal abstract string Contains(string text, string id);

    /// <summary>Makes the connections ready. Before anything else.</summary>
    internal abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>A connection for reading, open; it never waits for writers.</summary>
    internal abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>A transaction whose every query sees the same moment.</summary>
    internal abstract Task<DbTransaction> BeginReadAsync(
        DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A transaction that no other program has at the same time.</summary>
    internal abstract Task<DbTransaction> BeginAloneAsync(
        DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Waits until nobody holds a lock of this name, and holds it until it is disposed of, or the
    /// process ends.</summary>
    internal abstract Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken);

    /// <summary>A value as its columns keep it.</summary>
    internal abstract object Value(object value);

    private static async Task<CatalogDatabase> OpenAsync(
        Func<CatalogDatabase> make,
        Func<CatalogDatabase, CancellationToken, Task> settle,
        bool asAgent,
        CancellationToken cancellationToken)
    {
        CatalogDatabase? database = null;
        try
        {
            database = make();
            await database.StartAsync(cancellationToken);
            await settle(database, cancellationToken);
            return database;
        }
        catch (Exception e)
        {
            if (database is not null) await database.DisposeAsync();
            if (e is DbException or IOException or UnauthorizedAccessException)
            {
                throw CatalogTrouble.WhenOpened(database?.Place, e, asAgent);
            }

            throw;
        }
    }
}
