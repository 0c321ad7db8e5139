using System.Text.Json;
using Microsoft.Data.Sqlite;
using Shield.Domain;

namespace Shield.Silo.Catalog.Tests;

/// <summary>Catalogs that older programs made.</summary>
[Trait("Catalog", "Own")]
public sealed class UpgradeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_catalog_of_an_older_version_is_brought_up_to_date_and_keeps_what_it_has(int version)
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "catalog.db");
        var schedule = Samples.Schedule();
        await MakeAsync(file, version, ("schedule", schedule));

        await using var database = await CatalogDatabase.OpenAsync(file, CancellationToken.None);

        await database.ClaimAsync("seal", "a key", CancellationToken.None);
        Assert.NotNull(await database.Catalog.FindScheduleAsync(schedule.Uuid, CancellationToken.None));
    }

    [Fact]
    public async Task Targets_and_stores_of_an_older_catalog_get_their_marks()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "catalog.db");
        var (target, store) = (Samples.Target(), Samples.Store());
        await MakeAsync(file, versions: 2, ("target", target), ("store", store));

        await using var database = await CatalogDatabase.OpenAsync(file, CancellationToken.None);

        var none = CancellationToken.None;
        Assert.Equal(
            target.ToEdition(), (await database.Catalog.FindTargetAsync(target.Uuid, none))!.Edition);
        Assert.Equal(store.ToEdition(), (await database.Catalog.FindStoreAsync(store.Uuid, none))!.Edition);
    }

    /// <summary>A catalog as it was at a version, with some states in it.</summary>
    private static async Task MakeAsync(
        string file, int versions, params (string Name, object State)[] states)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        for (var version = 1; version <= versions; version++)
        {
            foreach (var sql in Scripts($"Schema/Sqlite/V{version}/")) await ExecuteAsync(sql);
        }

        await ExecuteAsync($"""
            CREATE TABLE schema_version (version INTEGER NOT NULL);
            INSERT INTO schema_version VALUES ({versions});
            """);
        foreach (var (name, state) in states)
        {
            await ExecuteAsync(
                "INSERT INTO OrleansStorage VALUES (1, 0, 0, 1, @name, @name, 'shield', @json, 1);",
                ("@name", name),
                ("@json", JsonSerializer.SerializeToUtf8Bytes(state, state.GetType(), StateJson.Default)));
        }

        async Task ExecuteAsync(string sql, params (string Name, object Value)[] parameters)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters) command.Add(name, value);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static IEnumerable<string> Scripts(string folder)
    {
        var assembly = typeof(CatalogDatabase).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(folder, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
