using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Tasks;

public sealed class TaskTests
{
    [Fact]
    public async Task A_task_shows_the_fields_of_the_seeds_first_and_then_ours()
    {
        await using var api = await ApiServer.StartAsync();
        var row = Add(api.Shield, TaskPhase.Done);

        var list = await api.GetAsync("/v1/tasks?debug");
        var one = await api.GetAsync($"/v1/task/{row.Uuid}");

        Assert.Equal($"[{one.Text}]", list.Text);
        Assert.Equal(
            [
                $"uuid={row.Uuid}", "owner=system", "type=backup", $"job_uuid={row.Job}",
                $"archive_uuid={row.Archive}", "status=done", "started_at=2015-11-25 11:30:00",
                "stopped_at=2015-11-25 11:32:00", "log=this is the log of the job",
                "requested_at=2015-11-25 11:29:59", $"target_uuid={row.Target}", $"store_uuid={row.Store}",
                "agent=10.17.66.54:5544", "priority=50", "attempt=1", "bytes_done=77",
            ],
            one.Json.EnumerateObject().Select(field => $"{field.Name}={field.Value}"));
    }

    [Fact]
    public async Task What_is_not_set_is_empty_for_times_and_null_for_ids()
    {
        await using var api = await ApiServer.StartAsync();
        var row = Add(api.Shield, TaskPhase.Pending);
        api.Shield.Tasks[0] = row with
        {
            StartedAt = null,
            StoppedAt = null,
            Archive = null,
            Op = TaskKind.Purge,
        };

        var answer = await api.GetAsync($"/v1/task/{row.Uuid}");

        Assert.Equal("", answer.TextOf("started_at"));
        Assert.Equal("", answer.TextOf("stopped_at"));
        Assert.Equal("pending", answer.TextOf("status"));
        Assert.Equal("purge", answer.TextOf("type"));
        Assert.Null(answer.TextOf("archive_uuid"));
    }

    [Fact]
    public async Task Filters_reach_the_catalog()
    {
        await using var api = await ApiServer.StartAsync();

        await api.GetAsync("/v1/tasks?status=canceled&active=f&debug=t");

        Assert.Equal(new TaskFilter(TaskPhase.Canceled, false), api.Shield.Filter);
    }

    [Fact]
    public async Task Filters_that_make_no_sense_are_refused_together()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/tasks?status=cancelled&active=1&debug=2&limit=x");

        Assert.Equal(["status", "active", "debug", "limit"], answer.IsProblem(400).Faulty);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        await using var api = await ApiServer.StartAsync();
        for (var i = 0; i < 5; i++) Add(api.Shield, TaskPhase.Done);

        var first = await api.GetAsync("/v1/tasks?limit=3&status=done");
        var link = first.Headers["Link"];
        var second = await api.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)]);

        Assert.False(second.Headers.ContainsKey("Link"));
        Assert.Equal(
            api.Shield.Tasks.Select(task => task.Uuid.ToString()).Order(StringComparer.Ordinal),
            first.Json.EnumerateArray().Concat(second.Json.EnumerateArray())
                .Select(task => task.GetProperty("uuid").GetString()!));
    }

    [Theory]
    [InlineData(TaskPhase.Pending)]
    [InlineData(TaskPhase.Running)]
    public async Task A_task_is_canceled(TaskPhase phase)
    {
        await using var api = await ApiServer.StartAsync();
        var row = Add(api.Shield, phase);

        var answer = await api.DeleteAsync($"/v1/task/{row.Uuid}");

        Assert.Equal("""{"ok":"canceled"}""", answer.Text);
        Assert.Equal(["cancel"], api.Shield.Asked);
    }

    [Theory]
    [InlineData(TaskPhase.Done)]
    [InlineData(TaskPhase.Failed)]
    [InlineData(TaskPhase.Canceled)]
    public async Task A_finished_task_cannot_be_canceled(TaskPhase phase)
    {
        await using var api = await ApiServer.StartAsync();
        var row = Add(api.Shield, phase);

        var answer = await api.DeleteAsync($"/v1/task/{row.Uuid}");

        answer.IsProblem(409);
        Assert.Empty(api.Shield.Asked);
    }

    private static TaskRow Add(FakeShield shield, TaskPhase phase)
    {
        var row = new TaskRow
        {
            Uuid = Ids.New<TaskId>(),
            Owner = "system",
            Op = TaskKind.Backup,
            Status = phase,
            Job = Ids.New<JobId>(),
            Archive = Ids.New<ArchiveId>(),
            Target = Ids.New<TargetId>(),
            Store = Ids.New<StoreId>(),
            Agent = "10.17.66.54:5544",
            Priority = 50,
            Attempt = 1,
            BytesDone = 77,
            RequestedAt = new DateTimeOffset(2015, 11, 25, 11, 29, 59, 999, TimeSpan.Zero),
            StartedAt = new DateTimeOffset(2015, 11, 25, 11, 30, 0, TimeSpan.Zero),
            StoppedAt = new DateTimeOffset(2015, 11, 25, 13, 32, 0, TimeSpan.FromHours(2)),
            Log = "this is the log of the job",
        };
        shield.Tasks.Add(row);
        return row;
    }
}
