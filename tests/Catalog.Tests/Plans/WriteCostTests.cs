using System.Data.Common;
using Shield.Domain.Archives;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>What a write costs does not depend on how much there is.</summary>
public sealed class WriteCostTests(ITestOutputHelper output)
{
    private const int Few = 10, Many = 1000;

    private static readonly Dictionary<string, Func<DbConnection, Parts, JobState, Task>> Writes =
        new()
        {
            ["target"] = (connection, parts, _) =>
                TestCatalog.PutAsync(connection, "target", parts.Target.Uuid.Value, parts.Target),
            ["schedule"] = (connection, parts, _) =>
                TestCatalog.PutAsync(connection, "schedule", parts.Schedule.Uuid.Value, parts.Schedule),
            ["job"] = (connection, _, job) =>
                TestCatalog.PutAsync(connection, "job", job.Uuid.Value, job),
            ["new task"] = (connection, parts, job) => PutAsync(
                connection, Samples.Backup(parts, TaskPhase.Done) with { JobUuid = job.Uuid }),
            ["new archive"] = (connection, parts, job) => PutAsync(
                connection, Samples.Archive(parts) with { JobUuid = job.Uuid }),
        };

    [Fact]
    public async Task A_write_among_a_thousand_jobs_costs_what_it_costs_among_ten()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await PutJobsAsync(catalog, parts, Few);
        var amongFew = await CostsAsync(catalog, parts, job);

        await PutJobsAsync(catalog, parts, Many - Few);
        var amongMany = await CostsAsync(catalog, parts, job);

        foreach (var (what, cost) in amongMany)
        {
            output.WriteLine($"{what}: {amongFew[what]} among {Few} jobs, {cost} among {Many}");
            Assert.InRange(cost, 1, amongFew[what] + Few);
        }
    }

    private static async Task<Dictionary<string, long>> CostsAsync(
        TestCatalog catalog, Parts parts, JobState job)
    {
        var costs = new Dictionary<string, long>();
        foreach (var (what, write) in Writes)
        {
            costs[what] = await WriteCost.OfAsync(
                catalog.Database, connection => write(connection, parts, job));
        }

        return costs;
    }

    /// <summary>Jobs that have run, each with its task and its archive.</summary>
    private static async Task PutJobsAsync(TestCatalog catalog, Parts parts, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var job = Samples.Job(parts, $"job {i}");
            await catalog.PutAsync("job", job.Uuid.Value, job);
            var task = Samples.Backup(parts, TaskPhase.Done) with { JobUuid = job.Uuid };
            await catalog.PutAsync("task", task.Uuid.Value, task);
            var archive = Samples.Archive(parts) with { JobUuid = job.Uuid, TaskUuid = task.Uuid };
            await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        }
    }

    private static Task PutAsync(DbConnection connection, TaskState task) =>
        TestCatalog.PutAsync(connection, "task", task.Uuid.Value, task);

    private static Task PutAsync(DbConnection connection, ArchiveState archive) =>
        TestCatalog.PutAsync(connection, "archive", archive.Uuid.Value, archive);
}
