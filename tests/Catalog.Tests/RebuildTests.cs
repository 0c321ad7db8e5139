using Shield.Domain.Tasks;
using Shield.Grains.Tasks;

namespace Shield.Silo.Catalog.Tests;

public sealed class RebuildTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Rows_that_were_lost_changed_or_invented_are_as_the_states_say_again()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var (job, archive) = (Samples.Job(parts), Samples.Archive(parts));
        await catalog.PutAsync("job", job.Uuid.Value, job);
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        var (jobBefore, archiveBefore) = (await Job(), await Archive());
        await catalog.ExecuteAsync("UPDATE archives SET notes = 'lies', size_bytes = 1");
        await catalog.ExecuteAsync("DELETE FROM jobs");
        await catalog.ExecuteAsync(
            "INSERT INTO schedules (uuid, name, summary, timespec)"
            + $" VALUES ('{Guid.NewGuid():d}', 'nobody', '', 'daily at 4am')");

        var rebuilt = await catalog.Database.RebuildAsync(None);

        Assert.Equal(jobBefore, await Job());
        Assert.Equal(archiveBefore, await Archive());
        Assert.Equal(1, await catalog.CountAsync("schedules"));
        Assert.Contains(("schedules", 1, 1), rebuilt);
        Assert.Contains(("jobs", 1, 0), rebuilt);

        Task<Dictionary<string, string?>> Job() => catalog.RowAsync("jobs", job.Uuid.Value);
        Task<Dictionary<string, string?>> Archive() => catalog.RowAsync("archives", archive.Uuid.Value);
    }

    [Fact]
    public async Task A_job_that_was_given_to_an_invented_target_gets_its_own_back()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        var stranger = Guid.NewGuid().ToString("d");
        await catalog.ExecuteAsync(
            $"INSERT INTO targets VALUES ('{stranger}', 'x', '', 'fs', '', 'a:1', '')");
        await catalog.ExecuteAsync($"UPDATE jobs SET target_uuid = '{stranger}'");

        await catalog.Database.RebuildAsync(None);

        Assert.Equal(
            parts.Target.Uuid.ToString(),
            (await catalog.RowAsync("jobs", job.Uuid.Value))["target_uuid"]);
        Assert.Equal(1, await catalog.CountAsync("targets"));
    }

    [Fact]
    public async Task The_logs_of_tasks_stay()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = Samples.Backup(await catalog.PutPartsAsync(), TaskPhase.Pending);
        await catalog.PutAsync("task", task.Uuid.Value, task);
        var line = new LogLine(1, Samples.Noon, LogStream.Core, "kept");
        await catalog.Database.TaskLog.AppendAsync(task.Uuid, 1, [line], None);

        await catalog.Database.RebuildAsync(None);

        Assert.Equal("12:00:00 kept", (await catalog.Lists.FindTaskAsync(task.Uuid, None))!.Log);
    }
}
