using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class ArchiveListTests
{
    private static readonly ArchiveFilter All = new(null, null, null, null, null);

    [Fact]
    public async Task An_archive_comes_as_it_was_taken_under_the_names_of_today()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        var archive = Samples.Archive(parts) with { JobUuid = job.Uuid };
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        await catalog.PutAsync("target", parts.Target.Uuid.Value, parts.Target with
        {
            Name = "renamed", Endpoint = new("""{"host":"elsewhere"}""", ""),
        });

        var row = await catalog.Lists.FindArchiveAsync(archive.Uuid, CancellationToken.None);

        Assert.NotNull(row);
        Assert.Equal(archive.TakenAt.ToUnixTimeMilliseconds(), row.TakenAt.ToUnixTimeMilliseconds());
        Assert.Equal(archive.ExpiresAt, row.ExpiresAt);
        Assert.Equal("renamed", row.Target.Name);
        Assert.Equal(parts.Target.Endpoint.Masked, row.Target.Endpoint);
        Assert.Equal(("attic", "fs"), (row.Store.Name, row.Store.Plugin));
        Assert.Equal(job.Name, row.JobName);
        Assert.Equal((archive.Sha256, archive.SizeBytes), (row.Sha256, row.SizeBytes));
    }

    [Fact]
    public async Task A_purged_archive_outlives_its_target_store_and_job()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var archive = Samples.Archive(parts) with { Status = ArchiveStatus.Purged };
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        await catalog.DeleteAsync("target", parts.Target.Uuid.Value);
        await catalog.DeleteAsync("store", parts.Store.Uuid.Value);

        var row = await catalog.Lists.FindArchiveAsync(archive.Uuid, CancellationToken.None);

        Assert.Equal(
            (parts.Target.Uuid, "", "postgres"), (row!.Target.Uuid, row.Target.Name, row.Target.Plugin));
        Assert.Equal(("", "fs", ""), (row.Store.Name, row.Store.Plugin, row.JobName));
    }

    [Fact]
    public async Task Archives_come_newest_first_and_from_is_within_until_is_not()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        for (var hour = 0; hour < 4; hour++)
        {
            var archive = Samples.Archive(parts) with { TakenAt = Samples.Noon.AddHours(hour) };
            await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        }

        var rows = await ListAsync(
            catalog, All with { From = Samples.Noon.AddHours(1), Until = Samples.Noon.AddHours(3) });

        Assert.Equal([Samples.Noon.AddHours(2), Samples.Noon.AddHours(1)], rows.Select(row => row.TakenAt));
    }

    [Fact]
    public async Task An_archive_of_the_last_tick_of_a_day_is_of_that_day()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var archive = Samples.Archive(await catalog.PutPartsAsync());
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        var midnight = Samples.LastTick.AddTicks(1);

        Assert.Single(await ListAsync(catalog, All with { Until = midnight }));
        Assert.Empty(await ListAsync(catalog, All with { From = midnight }));
    }

    [Fact]
    public async Task Every_filter_of_archives_tells_this_archive_from_that()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var (parts, others) = (await catalog.PutPartsAsync(), await catalog.PutPartsAsync());
        var archive = Samples.Archive(parts);
        var other = Samples.Archive(others) with { Status = ArchiveStatus.Invalid };
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        await catalog.PutAsync("archive", other.Uuid.Value, other);

        foreach (var filter in (ArchiveFilter[])
                 [
                     All with { Target = parts.Target.Uuid },
                     All with { Store = parts.Store.Uuid },
                     All with { Status = ArchiveStatus.Valid },
                 ])
        {
            Assert.Equal([archive.Uuid], (await ListAsync(catalog, filter)).Select(row => row.Uuid));
        }

        Assert.Equal(
            [other.Uuid],
            (await ListAsync(catalog, All with { Status = ArchiveStatus.Invalid })).Select(row => row.Uuid));
    }

    private static Task<List<ArchiveRow>> ListAsync(TestCatalog catalog, ArchiveFilter filter) =>
        catalog.Lists.ListArchivesAsync(filter, Page.Whole, CancellationToken.None).ToListAsync().AsTask();
}
