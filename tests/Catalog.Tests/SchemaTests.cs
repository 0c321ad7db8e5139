using Microsoft.Data.Sqlite;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task A_catalog_is_created_once_and_opened_again_with_all_that_is_in_it()
    {
        using var folder = new Folder();
        var schedule = Samples.Schedule();
        await using (var first = await TestCatalog.OpenAsync(folder.Path))
        {
            await first.PutAsync("schedule", schedule.Uuid.Value, schedule);
        }

        await using var second = await TestCatalog.OpenAsync(folder.Path);
        Assert.NotNull(await second.Lists.FindScheduleAsync(schedule.Uuid, CancellationToken.None));
    }

    [Fact]
    public async Task Many_who_open_a_new_catalog_at_once_create_it_once()
    {
        using var folder = new Folder();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(() => TestCatalog.OpenAsync(folder.Path))));

        Assert.Equal(1, all[0].Count("schema_version"));
        foreach (var catalog in all) await catalog.DisposeAsync();
    }

    [Fact]
    public async Task A_schema_that_is_newer_than_the_program_is_refused_and_left_alone()
    {
        using var folder = new Folder();
        await using (var catalog = await TestCatalog.OpenAsync(folder.Path))
        {
            await catalog.ExecuteAsync("UPDATE schema_version SET version = 99;");
        }

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => TestCatalog.OpenAsync(folder.Path));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Contains("has schema 99", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "catalog.db"), new string('x', 5000));

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => TestCatalog.OpenAsync(folder.Path));

        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_catalog()
    {
        using var folder = new Folder();
        await using var catalog = await TestCatalog.OpenAsync(folder.Path);
        await catalog.PutPartsAsync();

        var modes = Directory.GetFiles(folder.Path)
            .ToDictionary(file => Path.GetFileName(file), File.GetUnixFileMode);

        Assert.Equal(["catalog.db", "catalog.db-shm", "catalog.db-wal"], modes.Keys.Order());
        Assert.All(modes.Values, mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
    }

    [Fact]
    public async Task What_is_acknowledged_is_on_disk_and_references_are_checked()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        await using var connection = await catalog.Database.Writer.OpenConnectionAsync();

        Assert.Equal("2", Pragma(connection, "synchronous"));
        Assert.Equal("1", Pragma(connection, "foreign_keys"));
        Assert.Equal("wal", Pragma(connection, "journal_mode"));
    }

    [Fact]
    public async Task A_second_writer_waits_until_the_first_has_closed()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var first = await catalog.Database.Writer.OpenConnectionAsync();
        var second = catalog.Database.Writer.OpenConnectionAsync().AsTask();
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();
        await first.DisposeAsync();
        await using var held = await second;

        var third = catalog.Database.Writer.OpenConnectionAsync().AsTask();
        Assert.False(third.IsCompleted);
        await held.DisposeAsync();
        await (await third).DisposeAsync();
    }

    [Fact]
    public async Task A_list_is_refused_as_unavailable_when_the_file_is_gone()
    {
        using var folder = new Folder();
        await using var catalog = await TestCatalog.OpenAsync(folder.Path);
        File.Move(Path.Combine(folder.Path, "catalog.db"), Path.Combine(folder.Path, "away.db"));

        var refusal = await Assert.ThrowsAsync<ShieldException>(() =>
            catalog.Lists.ListTargetsAsync(new(NameFilter.Any, null, null), CancellationToken.None)
                .ToListAsync().AsTask());

        Assert.Equal(Reason.Unavailable, refusal.Reason);
    }

    [Fact]
    public async Task A_list_goes_on_with_what_was_there_when_it_began()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        for (var i = 0; i < 5; i++) await catalog.PutPartsAsync();
        await using var list = catalog.Lists
            .ListTargetsAsync(new(NameFilter.Any, null, null), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await list.MoveNextAsync());

        await catalog.ExecuteAsync("DELETE FROM OrleansStorage WHERE GrainTypeString = 'target';");

        var rest = 0;
        while (await list.MoveNextAsync()) rest++;
        Assert.Equal(4, rest);
    }

    private static string Pragma(System.Data.Common.DbConnection connection, string name)
    {
        using var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = $"PRAGMA {name};";
        return command.ExecuteScalar()!.ToString()!;
    }
}
