using Shield.Domain;
using Shield.Domain.Archives;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class RetentionCountTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Archives_under_a_policy_are_the_valid_ones_of_the_jobs_that_use_it()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var (used, spare) = (await catalog.PutPartsAsync(), await catalog.PutPartsAsync());
        var (job, other) = (Samples.Job(used), Samples.Job(spare));
        await catalog.PutAsync("job", job.Uuid.Value, job);
        await catalog.PutAsync("job", other.Uuid.Value, other);
        foreach (var status in Enum.GetValues<ArchiveStatus>())
        {
            var archive = Samples.Archive(used) with { JobUuid = job.Uuid, Status = status };
            await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        }

        var stray = Samples.Archive(used);
        await catalog.PutAsync("archive", stray.Uuid.Value, stray);

        Assert.Equal(1, await catalog.Lists.CountArchivesAsync(used.Retention.Uuid, None));
        Assert.Equal(0, await catalog.Lists.CountArchivesAsync(spare.Retention.Uuid, None));
        Assert.Equal(0, await catalog.Lists.CountArchivesAsync(new RetentionId(Guid.NewGuid()), None));
    }
}
