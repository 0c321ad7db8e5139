using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class JobListTests
{
    private static readonly JobFilter All = new(NameFilter.Any, null, null, null, null, null);

    [Fact]
    public async Task A_job_comes_with_what_it_marries()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);

        var row = await catalog.Lists.FindJobAsync(job.Uuid, CancellationToken.None);

        Assert.NotNull(row);
        Assert.Equal(
            ("orders to the attic", "main", true, 20), (row.Name, row.Summary, row.Paused, row.Priority));
        Assert.Equal(parts.Target.Uuid, row.Target.Uuid);
        Assert.Equal("attic", row.Store.Name);
        Assert.Equal("daily at 4am", row.Schedule.When);
        Assert.Equal(604800, row.Retention.ExpirySeconds);
        Assert.Null(row.LastRun);
        Assert.Equal("", row.LastTaskStatus);
    }

    [Fact]
    public async Task A_job_tells_when_it_was_last_asked_to_run_and_how_that_stands()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        var old = Samples.Backup(parts, TaskPhase.Done) with
        {
            JobUuid = job.Uuid, RequestedAt = Samples.Noon,
        };
        var latest = Samples.Backup(parts, TaskPhase.Failed) with { JobUuid = job.Uuid };
        await catalog.PutAsync("task", latest.Uuid.Value, latest);
        await catalog.PutAsync("task", old.Uuid.Value, old);

        var row = await catalog.Lists.FindJobAsync(job.Uuid, CancellationToken.None);

        Assert.Equal(latest.RequestedAt.ToUnixTimeMilliseconds(), row!.LastRun?.ToUnixTimeMilliseconds());
        Assert.Equal("failed", row.LastTaskStatus);
    }

    [Fact]
    public async Task A_job_that_was_run_twice_in_one_moment_is_listed_once()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        foreach (var phase in (TaskPhase[])[TaskPhase.Done, TaskPhase.Failed, TaskPhase.Pending])
        {
            var run = Samples.Backup(parts, phase) with { JobUuid = job.Uuid, RequestedAt = Samples.Noon };
            await catalog.PutAsync("task", run.Uuid.Value, run);
        }

        var row = Assert.Single(await ListAsync(catalog, All));

        Assert.Equal((job.Uuid, Samples.Noon), (row.Uuid, row.LastRun));
    }

    [Fact]
    public async Task Every_filter_of_jobs_tells_this_job_from_that()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var (parts, others) = (await catalog.PutPartsAsync(), await catalog.PutPartsAsync());
        var job = Samples.Job(parts, "mine");
        var other = Samples.Job(others, "yours") with { Paused = false };
        await catalog.PutAsync("job", job.Uuid.Value, job);
        await catalog.PutAsync("job", other.Uuid.Value, other);

        foreach (var filter in (JobFilter[])
                 [
                     All with { Name = new NameFilter("INE", Exact: false) },
                     All with { Name = new NameFilter("mine", Exact: true) },
                     All with { Target = parts.Target.Uuid },
                     All with { Store = parts.Store.Uuid },
                     All with { Schedule = parts.Schedule.Uuid },
                     All with { Retention = parts.Retention.Uuid },
                     All with { Paused = true },
                 ])
        {
            Assert.Equal([job.Uuid], (await ListAsync(catalog, filter)).Select(row => row.Uuid));
        }

        var unpaused = await ListAsync(catalog, All with { Paused = false });
        Assert.Equal([other.Uuid], unpaused.Select(row => row.Uuid));
        Assert.Equal(["mine", "yours"], (await ListAsync(catalog, All)).Select(row => row.Name));
        Assert.Empty(await ListAsync(catalog, All with { Paused = false, Target = parts.Target.Uuid }));
    }

    private static Task<List<JobRow>> ListAsync(TestCatalog catalog, JobFilter filter) =>
        catalog.Lists.ListJobsAsync(filter, Page.Whole, CancellationToken.None).ToListAsync().AsTask();
}
