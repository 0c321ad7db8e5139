using System.Data.Common;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests;

/// <summary>What only a catalog in a file can get wrong.</summary>
[Trait("Catalog", "Own")]
public sealed class EmbeddedCatalogTests : IDisposable
{
    private readonly Folder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "catalog.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 5000));

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => OpenAsync());

        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_catalog()
    {
        await using var catalog = await OpenAsync();
        await catalog.ClaimAsync("seal", "a key", CancellationToken.None);

        var modes = Directory.GetFiles(_folder.Path)
            .ToDictionary(file => Path.GetFileName(file), File.GetUnixFileMode);

        Assert.Equal(["catalog.db", "catalog.db-shm", "catalog.db-wal"], modes.Keys.Order());
        Assert.All(modes.Values, mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
    }

    [Fact]
    public async Task What_is_acknowledged_is_on_disk_and_references_are_checked()
    {
        await using var catalog = await OpenAsync();
        await using var connection = await catalog.Writer.OpenConnectionAsync();

        Assert.Equal("2", Pragma(connection, "synchronous"));
        Assert.Equal("1", Pragma(connection, "foreign_keys"));
        Assert.Equal("wal", Pragma(connection, "journal_mode"));
    }

    [Fact]
    public async Task A_second_writer_waits_until_the_first_has_closed()
    {
        await using var catalog = await OpenAsync();
        var first = await catalog.Writer.OpenConnectionAsync();
        var second = catalog.Writer.OpenConnectionAsync().AsTask();
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();
        await first.DisposeAsync();
        await using var held = await second;

        var third = catalog.Writer.OpenConnectionAsync().AsTask();
        Assert.False(third.IsCompleted);
        await held.DisposeAsync();
        await (await third).DisposeAsync();
    }

    [Fact]
    public async Task A_list_is_refused_as_unavailable_when_the_file_is_gone()
    {
        await using var catalog = await OpenAsync();
        File.Move(FilePath, Path.Combine(_folder.Path, "away.db"));

        var refusal = await Assert.ThrowsAsync<ShieldException>(() =>
            catalog.Catalog
                .ListTargetsAsync(new(NameFilter.Any, null, null), Page.Whole, CancellationToken.None)
                .ToListAsync().AsTask());

        Assert.Equal(Reason.Unavailable, refusal.Reason);
    }

    private static string Pragma(DbConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name};";
        return command.ExecuteScalar()!.ToString()!;
    }

    private Task<CatalogDatabase> OpenAsync() => CatalogDatabase.OpenAsync(FilePath, CancellationToken.None);
}
