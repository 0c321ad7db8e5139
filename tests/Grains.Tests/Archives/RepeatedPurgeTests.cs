using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Grains.Tests.Archives;

/// <summary>What a store does not confirm is tried again, and never called purged.</summary>
public sealed class RepeatedPurgeTests(Lapse lapse) : IClassFixture<Lapse>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_purge_that_fails_is_repeated_after_growing_pauses_until_the_store_confirms_it()
    {
        var trial = lapse.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        var blob = Assert.Single(trial.Blobs);
        // A folder in its place cannot be removed by what removes files.
        File.Delete(blob);
        Directory.CreateDirectory(blob);

        await trial.DeleteAsync(archive);
        await FailAsync(tries: 1);
        await lapse.PassAsync(Minute / 2);
        await FailAsync(tries: 1);
        await lapse.PassAsync(Minute);
        await FailAsync(tries: 2);
        await lapse.PassAsync(Minute * 1.5);
        await FailAsync(tries: 2);

        Directory.Delete(blob);
        await lapse.PassAsync(Minute);

        await Lapse.UntilAsync(trial, archive, ArchiveStatus.Purged);
        Assert.Equal(3, (await lapse.PurgesAsync(archive)).Count);

        async Task FailAsync(int tries)
        {
            var failed = await trial.PurgeOfAsync(archive);
            Assert.StartsWith("plugin 'dummy' failed", failed.FailedBecause(), StringComparison.Ordinal);
            Assert.Equal(tries, (await lapse.PurgesAsync(archive)).Count);
            Assert.Equal(ArchiveStatus.Expired, (await trial.ArchiveAsync(archive.Uuid)).Status);
        }
    }

    [Fact]
    public async Task The_pause_outlives_a_restart()
    {
        var trial = lapse.Try();
        await trial.RunAsync("""{"bytes": 10}""", """{"purge": {"exit": 4, "dir": "@/elsewhere"}}""");
        var archive = Assert.Single(await trial.ArchivesAsync());
        await trial.DeleteAsync(archive);
        await trial.PurgeOfAsync(archive);

        await lapse.Shield.RestartAsync();
        await lapse.SweepAsync();
        Assert.Single(await lapse.PurgesAsync(archive));

        await lapse.PassAsync(Minute);
        Assert.Equal(2, (await lapse.PurgesAsync(archive)).Count);
    }

    [Fact]
    public async Task A_store_that_fails_at_random_keeps_nothing_and_nothing_is_called_purged_too_soon()
    {
        const int Archives = 12;
        var trial = lapse.Try();
        await trial.CreateJobAsync(
            """{"bytes": 10}""", """{"purge": {"fail_percent": 30, "seed": 8, "journal": "@/purges"}}""");
        for (var i = 0; i < Archives; i++) await lapse.Shield.RunJobAsync(trial.Job);
        var archives = await trial.ArchivesAsync();

        foreach (var archive in archives) await trial.DeleteAsync(archive);
        for (var round = 0; round < 20; round++)
        {
            foreach (var archive in archives) await trial.PurgeOfAsync(archive);
            await AssertTruthAsync();
            await lapse.PassAsync(PurgeRules.PauseMax);
        }

        Assert.Equal(Archives, archives.Count);
        Assert.All(await trial.ArchivesAsync(), row => Assert.Equal(ArchiveStatus.Purged, row.Status));
        Assert.Empty(trial.Blobs);
        var tries = await Task.WhenAll(archives.Select(lapse.PurgesAsync));
        Assert.Contains(tries.SelectMany(purges => purges), purge => purge.Status is TaskPhase.Failed);

        async Task AssertTruthAsync()
        {
            foreach (var row in await trial.ArchivesAsync())
            {
                var isThere = File.Exists(Path.Combine(trial.StoreFolder, row.StoreKey));
                if (row.Status is ArchiveStatus.Purged) Assert.False(isThere);
                else Assert.Equal(ArchiveStatus.Expired, row.Status);
            }
        }
    }
}
