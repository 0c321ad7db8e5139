using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog.Tests;

/// <summary>Writers of the embedded catalog that are there at once.</summary>
[Trait("Catalog", "Own")]
public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private CatalogDatabase _catalog = null!;

    private string FilePath => Path.Combine(_folder.Path, "catalog.db");

    public async ValueTask InitializeAsync() =>
        _catalog = await CatalogDatabase.OpenAsync(FilePath, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Those_in_line_share_one_commit()
    {
        await RunAsync("PRAGMA wal_checkpoint(TRUNCATE);");
        string[] uses = [.. Enumerable.Range(0, 20).Select(i => $"use {i}")];

        var saved = await InLineAsync([.. uses.Select(use => Together(use))]);

        Assert.All(saved, one => Assert.True(one.IsCompletedSuccessfully));
        Assert.Equal(uses.Order(), Saved());
        Assert.Equal(1, Commits());
    }

    [Fact]
    public async Task One_alone_waits_for_nobody()
    {
        await Together("alone")();

        Assert.Equal(["alone"], Saved());
    }

    [Fact]
    public async Task One_that_is_refused_takes_nothing_from_the_others()
    {
        await Together("there already")();

        var saved = await InLineAsync([Together("before"), Together("there already"), Together("after")]);

        Assert.Equal([true, false, true], saved.Select(one => one.IsCompletedSuccessfully));
        Assert.Equal(["after", "before", "there already"], Saved());
    }

    [Fact]
    public async Task Whoever_wants_a_transaction_of_its_own_finds_none_open()
    {
        var saved = await InLineAsync(
            [Together("before"), Together("too"), Alone("alone"), Together("after")]);

        Assert.All(saved, one => Assert.True(one.IsCompletedSuccessfully));
        Assert.Equal(["after", "alone", "before", "too"], Saved());
    }

    [Fact]
    public async Task When_the_disk_is_full_each_is_told_the_truth()
    {
        await RunAsync("PRAGMA wal_checkpoint(TRUNCATE);");
        await RunAsync("PRAGMA max_page_count = 1;");

        // Small ones still find room in pages that are there.
        var all = Enumerable.Range(0, 20).Select(i => $"{i} {new string('x', i % 2 * 20_000)}").ToArray();
        var saved = await InLineAsync([.. all.Select(use => Together(use))]);

        var told = all.Where((_, i) => saved[i].IsCompletedSuccessfully);
        Assert.Equal(told.Order(), Saved());
        Assert.Contains(saved, one => one.IsFaulted);

        await RunAsync("PRAGMA max_page_count = 100000;");
        await Together("again " + new string('x', 20_000))();
    }

    /// <summary>Lets them all stand in line, in this order, and then go.</summary>
    private async Task<Task[]> InLineAsync(Func<Task>[] writes)
    {
        Task[] all;
        await using (await _catalog.Writer.OpenConnectionAsync())
        {
            all = [.. writes.Select(write => write())];
            Assert.All(all, one => Assert.False(one.IsCompleted));
        }

        await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(30))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return all;
    }

    private Func<Task> Alone(string use) => () => SaveAsync(use, isAlone: true);

    private Func<Task> Together(string use) => () =>
        _catalog.GroupAsync(() => SaveAsync(use, isAlone: false));

    private async Task SaveAsync(string use, bool isAlone)
    {
        await using var connection = await _catalog.Writer.OpenConnectionAsync();
        await using var transaction = isAlone ? await connection.BeginTransactionAsync() : null;
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO key_ring (use, key_id) VALUES (@use, 'key');";
        command.Add("@use", use);
        await command.ExecuteNonQueryAsync();
        if (transaction is not null) await transaction.CommitAsync();
    }

    private async Task RunAsync(string pragma)
    {
        await using var connection = await _catalog.Writer.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = pragma;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What is on disk, for another connection.</summary>
    private List<string> Saved()
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT use FROM key_ring ORDER BY use;";
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }

    /// <summary>The frames of the log that end a transaction: only they have the size of the database in
    /// their second word (sqlite.org/fileformat2.html, section 4.1).</summary>
    private int Commits()
    {
        const int Header = 32, FrameHeader = 24;
        using var file = new FileStream(
            FilePath + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        var page = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var frames = Enumerable.Range(0, (log.Length - Header) / (FrameHeader + page))
            .Select(i => Header + (i * (FrameHeader + page)));
        return frames.Count(start => BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(start + 4)) > 0);
    }
}
