using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Archives;
using Shield.Servers;

namespace Shield.Silo.Catalog.Tests;

/// <summary>A catalog of its own, embedded or on a server, into which states are written as Orleans would:
/// with the queries that the schema gives it.</summary>
internal sealed class TestCatalog : IAsyncDisposable
{
    private const string VersionOf = """
        SELECT Version FROM OrleansStorage
        WHERE GrainIdN1 = 0 AND GrainIdN0 = 0 AND GrainTypeString = @name AND GrainIdExtensionString = @id
          AND ServiceId = 'shield'
        """;

    private readonly Folder? _folder;

    private TestCatalog(CatalogDatabase database, Folder? folder)
    {
        Database = database;
        _folder = folder;
    }

    public CatalogDatabase Database { get; }

    public ICatalog Lists => Database.Catalog;

    public IArchiveUpkeep Upkeep => Database.ArchiveUpkeep;

    public static async Task<TestCatalog> OpenAsync()
    {
        var folder = new Folder();
        return new TestCatalog(await DatabaseAsync(folder.Path), folder);
    }

    /// <summary>One in a folder that stays.</summary>
    public static async Task<TestCatalog> OpenAsync(string folder) => new(await DatabaseAsync(folder), null);

    /// <summary>Writes a state, for the first time or again.</summary>
    public async Task PutAsync<T>(string name, Guid id, T state)
    {
        await using var connection = await Database.Writer.OpenConnectionAsync();
        await PutAsync(connection, name, id, state);
    }

    /// <summary>The same over a connection that the test looks at.</summary>
    public static async Task PutAsync<T>(DbConnection connection, string name, Guid id, T state)
    {
        var version = await VersionAsync(connection, name, id);
        await ScalarAsync(connection, await TextOfAsync(connection, "WriteToStorageKey"),
            [
                .. Key(name, id), ("@GrainStateVersion", version ?? DBNull.Value),
                ("@PayloadBinary", JsonSerializer.SerializeToUtf8Bytes(state, typeof(T), StateJson.Default)),
            ]);
    }

    /// <summary>Deletes a state.</summary>
    public async Task DeleteAsync(string name, Guid id)
    {
        await using var connection = await Database.Writer.OpenConnectionAsync();
        var version = await VersionAsync(connection, name, id);
        await ScalarAsync(connection, await TextOfAsync(connection, "DeleteStorageKey"),
            [.. Key(name, id), ("@GrainStateVersion", version!)]);
    }

    /// <summary>Runs SQL as whoever repairs a catalog by hand would.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.Writer.OpenConnectionAsync();
        await ScalarAsync(connection, sql);
    }

    /// <summary>How many rows a table has.</summary>
    public async Task<int> CountAsync(string table)
    {
        await using var connection = await Database.OpenReaderAsync(CancellationToken.None);
        return Convert.ToInt32(
            await ScalarAsync(connection, $"SELECT count(*) FROM {table}"), CultureInfo.InvariantCulture);
    }

    /// <summary>Every column of one row of a table, as text by name; a truth is 1 or 0.</summary>
    public async Task<Dictionary<string, string?>> RowAsync(string table, Guid id)
    {
        await using var connection = await Database.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE uuid = @id";
        command.Add("@id", Database.Value(id));
        await using var reader = await command.ExecuteReaderAsync();
        var row = new Dictionary<string, string?>();
        if (!await reader.ReadAsync()) return row;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            row[reader.GetName(i)] = reader.GetValue(i) switch
            {
                DBNull => null,
                bool truth => truth ? "1" : "0",
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            };
        }

        return row;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_folder is null) return;
        await TestDatabases.ForgetAsync(FileIn(_folder.Path));
        _folder.Dispose();
    }

    private static async Task<CatalogDatabase> DatabaseAsync(string folder) =>
        await TestDatabases.OfAsync(FileIn(folder)) is { } server
            ? await CatalogDatabase.OpenAsync(CatalogServer.Parse(server)!, CancellationToken.None)
            : await CatalogDatabase.OpenAsync(FileIn(folder), CancellationToken.None);

    private static string FileIn(string folder) => Path.Combine(folder, "catalog.db");

    private static Task<object?> VersionAsync(DbConnection connection, string name, Guid id) =>
        ScalarAsync(connection, VersionOf, ("@id", id.ToString("d")), ("@name", name));

    private static (string, object)[] Key(string name, Guid id) =>
    [
        ("@GrainIdHash", 1), ("@GrainIdN0", 0L), ("@GrainIdN1", 0L), ("@GrainTypeHash", 1),
        ("@GrainTypeString", name), ("@GrainIdExtensionString", id.ToString("d")), ("@ServiceId", "shield"),
    ];

    private static async Task<object?> ScalarAsync(
        DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Add(name, value);
        await using var reader = await command.ExecuteReaderAsync();
        object? first = null;
        do
        {
            while (await reader.ReadAsync()) first ??= reader.GetValue(0);
        }
        while (await reader.NextResultAsync());

        return first;
    }

    private static async Task<string> TextOfAsync(DbConnection connection, string query) =>
        (string)(await ScalarAsync(
            connection, "SELECT QueryText FROM OrleansQuery WHERE QueryKey = @key", ("@key", query)))!;
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shield-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
