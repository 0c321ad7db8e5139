using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests;

/// <summary>A catalog in a folder of its own, into which states are written as Orleans would: with the
/// queries that the schema gives it.</summary>
internal sealed class TestCatalog : IAsyncDisposable
{
    private const string VersionOf = "SELECT Version FROM OrleansStorage WHERE GrainIdExtensionString = $id";

    private readonly Folder? _folder;

    private TestCatalog(CatalogDatabase database, Folder? folder)
    {
        Database = database;
        _folder = folder;
    }

    public CatalogDatabase Database { get; }

    public ICatalog Lists => Database.Catalog;

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
        var version = Scalar(connection, VersionOf, ("$id", id.ToString("d")));
        Scalar(connection, TextOf("WriteToStorageKey"),
            [
                .. Key(name, id), ("@GrainStateVersion", version ?? DBNull.Value),
                ("@PayloadBinary", JsonSerializer.SerializeToUtf8Bytes(state, typeof(T), StateJson.Default)),
            ]);
    }

    /// <summary>Deletes a state.</summary>
    public async Task DeleteAsync(string name, Guid id)
    {
        await using var connection = await Database.Writer.OpenConnectionAsync();
        var version = Scalar(connection, VersionOf, ("$id", id.ToString("d")));
        Scalar(connection, TextOf("DeleteStorageKey"), [.. Key(name, id), ("@GrainStateVersion", version!)]);
    }

    /// <summary>Runs SQL as whoever repairs a catalog by hand would.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.Writer.OpenConnectionAsync();
        Scalar(connection, sql);
    }

    /// <summary>How many rows a table has.</summary>
    public int Count(string table)
    {
        using var connection = Database.OpenReader();
        return Convert.ToInt32(
            Scalar(connection, $"SELECT count(*) FROM {table}"), CultureInfo.InvariantCulture);
    }

    /// <summary>Every column of one row of a table, as text by name.</summary>
    public Dictionary<string, string?> Row(string table, Guid id)
    {
        using var connection = Database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE uuid = $id";
        command.Parameters.AddWithValue("$id", id.ToString("d"));
        using var reader = command.ExecuteReader();
        var row = new Dictionary<string, string?>();
        if (!reader.Read()) return row;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            row[reader.GetName(i)] = reader.IsDBNull(i) ? null : reader.GetString(i);
        }

        return row;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder?.Dispose();
    }

    private static Task<CatalogDatabase> DatabaseAsync(string folder) =>
        CatalogDatabase.OpenAsync(Path.Combine(folder, "catalog.db"), CancellationToken.None);

    private static (string, object)[] Key(string name, Guid id) =>
    [
        ("@GrainIdHash", 1), ("@GrainIdN0", 0L), ("@GrainIdN1", 0L), ("@GrainTypeHash", 1),
        ("@GrainTypeString", name), ("@GrainIdExtensionString", id.ToString("d")), ("@ServiceId", "shield"),
    ];

    private static object? Scalar(
        DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        object? first = null;
        do
        {
            while (reader.Read()) first ??= reader.GetValue(0);
        }
        while (reader.NextResult());

        return first;
    }

    private string TextOf(string query)
    {
        using var connection = Database.OpenReader();
        const string Sql = "SELECT QueryText FROM OrleansQuery WHERE QueryKey = $key";
        return (string)Scalar(connection, Sql, ("$key", query))!;
    }
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shield-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
