using Shield.Domain.Archives;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;

namespace Shield.Silo.Catalog.Tests;

/// <summary>What a state says is what its row says: now, after an edit, and after the end.</summary>
public sealed class ProjectionTests
{
    [Fact]
    public async Task A_target_is_a_row_until_it_is_deleted()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var target = Samples.Target();
        await catalog.PutAsync("target", target.Uuid.Value, target);
        Assert.Equal(
            Row(("uuid", target.Uuid), ("name", "orders"), ("summary", "all orders"), ("plugin", "postgres"),
                ("endpoint", """{"host":"db","password":"********"}"""), ("agent", "10.0.0.5:5444"),
                ("endpoint_mark", "v1:k:c2VhbGVk")),
            await catalog.RowAsync("targets", target.Uuid.Value));

        await catalog.PutAsync("target", target.Uuid.Value, target with { Name = "new", Summary = "" });
        Assert.Equal("new", (await catalog.RowAsync("targets", target.Uuid.Value))["name"]);
        Assert.Equal("", (await catalog.RowAsync("targets", target.Uuid.Value))["summary"]);

        await catalog.DeleteAsync("target", target.Uuid.Value);
        Assert.Empty(await catalog.RowAsync("targets", target.Uuid.Value));
    }

    [Fact]
    public async Task A_store_is_a_row_until_it_is_deleted()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var store = Samples.Store();
        await catalog.PutAsync("store", store.Uuid.Value, store);
        Assert.Equal(
            Row(("uuid", store.Uuid), ("name", "attic"), ("summary", "the old disk"), ("plugin", "fs"),
                ("endpoint", """{"base":"/srv"}"""), ("endpoint_mark", "v1:k:c2VhbGVk")),
            await catalog.RowAsync("stores", store.Uuid.Value));

        await catalog.PutAsync("store", store.Uuid.Value, store with { Name = "new" });
        Assert.Equal("new", (await catalog.RowAsync("stores", store.Uuid.Value))["name"]);

        await catalog.DeleteAsync("store", store.Uuid.Value);
        Assert.Empty(await catalog.RowAsync("stores", store.Uuid.Value));
    }

    [Fact]
    public async Task A_schedule_is_a_row_until_it_is_deleted()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var schedule = Samples.Schedule();
        await catalog.PutAsync("schedule", schedule.Uuid.Value, schedule);
        Assert.Equal(
            Row(("uuid", schedule.Uuid), ("name", "nightly"), ("summary", "at night"),
                ("timespec", "daily at 4am"), ("since", Samples.LastTick.ToUnixTimeMilliseconds())),
            await catalog.RowAsync("schedules", schedule.Uuid.Value));

        await catalog.PutAsync("schedule", schedule.Uuid.Value, schedule with { Timespec = "hourly at :15" });
        Assert.Equal("hourly at :15", (await catalog.RowAsync("schedules", schedule.Uuid.Value))["timespec"]);

        await catalog.DeleteAsync("schedule", schedule.Uuid.Value);
        Assert.Empty(await catalog.RowAsync("schedules", schedule.Uuid.Value));
    }

    [Fact]
    public async Task A_retention_policy_is_a_row_until_it_is_deleted()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var policy = Samples.Retention();
        await catalog.PutAsync("retention", policy.Uuid.Value, policy);
        Assert.Equal(
            Row(("uuid", policy.Uuid), ("name", "a week"), ("summary", "short"), ("expiry", 604800)),
            await catalog.RowAsync("retention", policy.Uuid.Value));

        await catalog.PutAsync("retention", policy.Uuid.Value, policy with { Expiry = 3600 });
        Assert.Equal("3600", (await catalog.RowAsync("retention", policy.Uuid.Value))["expiry"]);

        await catalog.DeleteAsync("retention", policy.Uuid.Value);
        Assert.Empty(await catalog.RowAsync("retention", policy.Uuid.Value));
    }

    [Fact]
    public async Task A_job_is_a_row_until_it_is_deleted()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        Assert.Equal(
            Row(("uuid", job.Uuid), ("target_uuid", parts.Target.Uuid), ("store_uuid", parts.Store.Uuid),
                ("schedule_uuid", parts.Schedule.Uuid), ("retention_uuid", parts.Retention.Uuid),
                ("priority", 20), ("paused", 1), ("name", "orders to the attic"), ("summary", "main"),
                ("timespec", "daily at 4am"), ("next_run_at", Samples.Noon.ToUnixTimeMilliseconds())),
            await catalog.RowAsync("jobs", job.Uuid.Value));

        await catalog.PutAsync("job", job.Uuid.Value, job with { Paused = false, Priority = 0 });
        Assert.Equal("0", (await catalog.RowAsync("jobs", job.Uuid.Value))["paused"]);
        Assert.Equal("0", (await catalog.RowAsync("jobs", job.Uuid.Value))["priority"]);

        await catalog.DeleteAsync("job", job.Uuid.Value);
        Assert.Empty(await catalog.RowAsync("jobs", job.Uuid.Value));
    }

    [Fact]
    public async Task An_archive_is_a_row_that_lets_go_of_its_target_and_store_when_it_is_purged()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var archive = Samples.Archive(parts);
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        Assert.Equal(
            Row(("uuid", archive.Uuid), ("status", "valid"), ("target_uuid", parts.Target.Uuid),
                ("store_uuid", parts.Store.Uuid), ("job_uuid", archive.JobUuid),
                ("task_uuid", archive.TaskUuid), ("store_key", "2026/03/01/orders"),
                ("taken_at", archive.TakenAt.ToUnixTimeMilliseconds()),
                ("expires_at", archive.ExpiresAt.ToUnixTimeMilliseconds()), ("notes", "before the migration"),
                ("purge_reason", ""), ("agent", "10.0.0.5:5444"), ("target_plugin", "postgres"),
                ("target_endpoint", parts.Target.Endpoint), ("store_plugin", "fs"),
                ("store_endpoint", parts.Store.Endpoint), ("size_bytes", 5_000_000_000),
                ("sha256", archive.Sha256), ("live_target_uuid", parts.Target.Uuid),
                ("live_store_uuid", parts.Store.Uuid),
                ("due_at", archive.ExpiresAt.ToUnixTimeMilliseconds()), ("warned_at", null),
                ("purge_at", null), ("purged_at", null)),
            await catalog.RowAsync("archives", archive.Uuid.Value));

        await catalog.PutAsync("archive", archive.Uuid.Value,
            archive with { Status = ArchiveStatus.Purged, PurgeReason = "its time was over" });
        var row = await catalog.RowAsync("archives", archive.Uuid.Value);
        Assert.Equal("purged", row["status"]);
        Assert.Equal("its time was over", row["purge_reason"]);
        Assert.Null(row["live_target_uuid"]);
        Assert.Null(row["live_store_uuid"]);

        await catalog.DeleteAsync("archive", archive.Uuid.Value);
        Assert.Empty(await catalog.RowAsync("archives", archive.Uuid.Value));
    }

    [Fact]
    public async Task A_task_is_a_row_that_lets_go_of_its_target_and_store_when_it_ends()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var task = Samples.Backup(parts, TaskPhase.Pending);
        await catalog.PutAsync("task", task.Uuid.Value, task);
        Assert.Equal(
            Row(("uuid", task.Uuid), ("owner", "ann"), ("op", "backup"), ("job_uuid", task.JobUuid),
                ("archive_uuid", null), ("target_uuid", parts.Target.Uuid), ("store_uuid", parts.Store.Uuid),
                ("status", "pending"), ("agent", "10.0.0.5:5444"), ("priority", 50), ("attempt", 2),
                ("bytes_done", 12), ("requested_at", task.RequestedAt.ToUnixTimeMilliseconds()),
                ("started_at", null), ("stopped_at", null), ("live_target_uuid", parts.Target.Uuid),
                ("live_store_uuid", parts.Store.Uuid)),
            await catalog.RowAsync("tasks", task.Uuid.Value));

        var done = task with
        {
            Status = TaskPhase.Done, StartedAt = Samples.Noon, StoppedAt = Samples.LastTick,
            ArchiveUuid = task.Plan!.Archive,
        };
        await catalog.PutAsync("task", task.Uuid.Value, done);
        var row = await catalog.RowAsync("tasks", task.Uuid.Value);
        Assert.Equal(Samples.Noon.ToUnixTimeMilliseconds().ToString(), row["started_at"]);
        Assert.Equal(Samples.LastTick.ToUnixTimeMilliseconds().ToString(), row["stopped_at"]);
        Assert.Equal(task.Plan!.Archive.ToString(), row["archive_uuid"]);
        Assert.Null(row["live_target_uuid"]);
        Assert.Null(row["live_store_uuid"]);

        await catalog.DeleteAsync("task", task.Uuid.Value);
        Assert.Empty(await catalog.RowAsync("tasks", task.Uuid.Value));
    }

    [Theory]
    [InlineData("it's \"quoted\"; DROP TABLE targets; --")]
    [InlineData("Größe 日本語 🗄️ \u2028 \\ \t {\"$.name\":1}")]
    [InlineData("")]
    public async Task Names_are_projected_as_they_are(string name)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var target = Samples.Target() with { Name = name };

        await catalog.PutAsync("target", target.Uuid.Value, target);

        Assert.Equal(name, (await catalog.RowAsync("targets", target.Uuid.Value))["name"]);
    }

    [Fact]
    public async Task The_longest_endpoint_is_projected_whole()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var json = $$"""{"pem":"{{new string('x', EndpointConfig.LengthMax - 10)}}"}""";
        var target = Samples.Target() with { Endpoint = new SealedEndpoint(json, "") };

        await catalog.PutAsync("target", target.Uuid.Value, target);

        Assert.Equal(EndpointConfig.LengthMax, json.Length);
        Assert.Equal(json, (await catalog.RowAsync("targets", target.Uuid.Value))["endpoint"]);
    }

    [Fact]
    public async Task A_state_of_another_name_has_no_row_and_does_no_harm()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var target = Samples.Target();

        await catalog.PutAsync("queue", target.Uuid.Value, target);

        Assert.Empty(await catalog.RowAsync("targets", target.Uuid.Value));
    }

    [Fact]
    public async Task All_rows_are_made_anew_by_one_update()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        var before = await catalog.RowAsync("jobs", job.Uuid.Value);

        await catalog.ExecuteAsync("DELETE FROM jobs;");
        await catalog.ExecuteAsync("UPDATE OrleansStorage SET PayloadBinary = PayloadBinary;");

        Assert.Equal(before, await catalog.RowAsync("jobs", job.Uuid.Value));
    }

    private static Dictionary<string, string?> Row(params (string Column, object? Value)[] columns) =>
        columns.ToDictionary(c => c.Column, c => c.Value?.ToString());
}
