using Npgsql;
using Shield.Servers;

namespace Shield.Benchmarks.Programs;

/// <summary>Where the service keeps its catalog.</summary>
/// <param name="Name">For people.</param>
/// <param name="Key">For placeholders.</param>
internal sealed record CatalogKind(string Name, string Key)
{
    public static readonly CatalogKind Embedded = new("SQLite", "sqlite");

    public static readonly CatalogKind Postgres = new("PostgreSQL", "postgres");

    /// <summary>Makes a place for it: nothing, or a server of its own which flushes as it would in earnest.
    /// </summary>
    /// <param name="more">More options of the server.</param>
    public async Task<CatalogPlace> PrepareAsync(string more = "")
    {
        if (this == Embedded) return new CatalogPlace(null, null);
        var server = await PostgresServer.StartAsync($"-c fsync=on {more}");
        return new CatalogPlace(server, await server.CreateDatabaseAsync());
    }
}

/// <summary>A database for a catalog, and one beside it for the comparison.</summary>
internal sealed class CatalogPlace(PostgresServer? server, string? database) : IAsyncDisposable
{
    /// <summary>What connects to it; null when it is a file in the home of its service.</summary>
    public string? Database => database;

    /// <summary>What tells the service of it.</summary>
    public IReadOnlyDictionary<string, string> Settings => database is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string> { ["SHIELD_DATABASE"] = database };

    /// <summary>Connects to another database on the same server; null when there is no server.</summary>
    public async Task<NpgsqlDataSource?> BesideAsync() =>
        server is null ? null : NpgsqlDataSource.Create(await server.CreateDatabaseAsync());

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
