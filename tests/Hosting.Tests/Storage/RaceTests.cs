using Shield.Domain.Jobs;
using Shield.Grains;

namespace Shield.Silo.Hosting.Tests.Storage;

public sealed class RaceTests
{
    private const int Races = 1500;

    [Fact]
    public async Task However_creating_a_job_and_deleting_its_store_race_no_job_is_left_without_one()
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, schedule, retention) = (Samples.Target(), Samples.Schedule(), Samples.Retention());
        await silo.WriteAsync("target", target.Uuid.Value, target);
        await silo.WriteAsync("schedule", schedule.Uuid.Value, schedule);
        await silo.WriteAsync("retention", retention.Uuid.Value, retention);
        var (jobsRefused, deletesRefused) = (0, 0);

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 16 };
        await Parallel.ForAsync(0, Races, parallel, async (race, _) =>
        {
            var store = Samples.Store();
            var state = await silo.WriteAsync("store", store.Uuid.Value, store);
            var job = new GrainState<JobState>(Samples.Job(target, store, schedule, retention));
            Func<Task> create = () => silo.WriteAsync("job", job.State!.Uuid.Value, job);
            Func<Task> delete = () => silo.ClearAsync("store", store.Uuid.Value, state);
            var (noJob, storeStays) = await BothAsync(create, delete, createFirst: race % 2 == 0);

            Assert.True(noJob ^ storeStays, "exactly one of the two gives way");
            if (noJob) Interlocked.Increment(ref jobsRefused);
            if (storeStays) Interlocked.Increment(ref deletesRefused);
        });

        var none = CancellationToken.None;
        var jobs = silo.Catalog.ListJobsAsync(
            new(NameFilter.Any, null, null, null, null, null), Page.Whole, none);
        var stores = silo.Catalog.ListStoresAsync(new(NameFilter.Any, null, null), Page.Whole, none);
        Assert.Equal(Races, jobsRefused + deletesRefused);
        Assert.Equal(deletesRefused, await jobs.CountAsync());
        Assert.Equal(deletesRefused, await stores.CountAsync());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{jobsRefused} jobs and {deletesRefused} deletes refused");
    }

    private static async Task<(bool NoJob, bool StoreStays)> BothAsync(
        Func<Task> create, Func<Task> delete, bool createFirst)
    {
        var first = StorageSilo.IsRefusedAsync(createFirst ? create : delete);
        var second = StorageSilo.IsRefusedAsync(createFirst ? delete : create);
        return createFirst ? (await first, await second) : (await second, await first);
    }
}
