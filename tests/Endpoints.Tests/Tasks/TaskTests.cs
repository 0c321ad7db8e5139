using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Tasks;

public sealed class TaskTests
{
    [Fact]
    public async Task A_task_shows_the_fields_of_the_seeds_first_and_then_ours()
    {
        await using var api = await ApiServer.StartAsync();
        var row = api.Shield.Add(TaskPhase.Done);

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
        var row = api.Shield.Add(TaskPhase.Pending);
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

        Assert.Equal(new TaskFilter(TaskPhase.Canceled, false) { Debug = true }, api.Shield.Filter);
    }

    [Fact]
    public async Task Whole_logs_and_verbose_ones_come_only_when_they_are_asked_for()
    {
        await using var api = await ApiServer.StartAsync();
        var row = api.Shield.Add(TaskPhase.Done);

        await api.GetAsync("/v1/tasks?log=full");
        var plain = await api.GetAsync($"/v1/task/{row.Uuid}?debug=f");
        var verbose = await api.GetAsync($"/v1/task/{row.Uuid}?debug");

        Assert.Equal(new TaskFilter(null, null) { WholeLog = true }, api.Shield.Filter);
        Assert.DoesNotContain("debug", plain.FieldNames());
        Assert.Equal("12:00:00.000 attempt 1 core: all of it", verbose.TextOf("debug"));
        (await api.GetAsync($"/v1/task/{row.Uuid}?debug=2")).IsProblem(400);
        (await api.GetAsync("/v1/tasks?log=none")).IsProblem(400);
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
        for (var i = 0; i < 5; i++) api.Shield.Add(TaskPhase.Done);

        var first = await api.GetAsync("/v1/tasks?limit=3&status=done");
        var link = first.Headers["Link"];
        var second = await api.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)]);

        Assert.False(second.Headers.ContainsKey("Link"));
        Assert.Equal(
            api.Shield.Tasks.Select(task => task.Uuid.ToString()).OrderDescending(StringComparer.Ordinal),
            first.Json.EnumerateArray().Concat(second.Json.EnumerateArray())
                .Select(task => task.GetProperty("uuid").GetString()!));
    }

    [Theory]
    [InlineData(TaskPhase.Pending)]
    [InlineData(TaskPhase.Running)]
    public async Task A_task_is_canceled(TaskPhase phase)
    {
        await using var api = await ApiServer.StartAsync();
        var row = api.Shield.Add(phase);

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
        var row = api.Shield.Add(phase);

        var answer = await api.DeleteAsync($"/v1/task/{row.Uuid}");

        answer.IsProblem(409);
        Assert.Empty(api.Shield.Asked);
    }
}
