using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Domain;
using Shield.Domain.Jobs;

namespace Shield.Api.Endpoints.Tests.Jobs;

/// <summary>GET /v1/job/:uuid/slots.</summary>
public sealed class JobSlotsTests
{
    private static readonly DateTimeOffset Due = new(2026, 1, 31, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_job_shows_its_next_moments_and_what_became_of_the_last_ones()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        var task = Ids.New<TaskId>();
        api.Shield.Slots.Add(new JobSlot(Due, SlotOutcome.Task, task, Due.AddSeconds(0.25)));
        api.Shield.Slots.Add(new JobSlot(Due.AddDays(-1), SlotOutcome.Missed, null, Due));

        var answer = await api.GetAsync($"/v1/job/{job.Uuid}/slots?count=2");

        Assert.Equal(
            ["2026-02-01T04:00:00+00:00", "2026-02-02T04:00:00+00:00"],
            answer.Json.GetProperty("next").EnumerateArray().Select(next => next.GetString()));
        var last = answer.Json.GetProperty("last").EnumerateArray().ToArray();
        Assert.Equal("2026-01-31T04:00:00+00:00", last[0].GetProperty("due").GetString());
        Assert.Equal("task", last[0].GetProperty("outcome").GetString());
        Assert.Equal(task.ToString(), last[0].GetProperty("task_uuid").GetString());
        Assert.Equal("missed", last[1].GetProperty("outcome").GetString());
        Assert.Null(last[1].GetProperty("task_uuid").GetString());
    }

    [Fact]
    public async Task Older_slots_are_asked_for_by_the_moment_of_the_last_one_shown()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        for (var day = 0; day < 5; day++)
        {
            api.Shield.Slots.Add(new JobSlot(Due.AddDays(-day), SlotOutcome.Missed, null, Due));
        }

        var answer = await api.GetAsync($"/v1/job/{job.Uuid}/slots?limit=2&before=2026-01-30T04:00:00Z");

        Assert.Equal(
            ["2026-01-29T04:00:00+00:00", "2026-01-28T04:00:00+00:00"],
            answer.Json.GetProperty("last").EnumerateArray()
                .Select(slot => slot.GetProperty("due").GetString()));
    }

    [Fact]
    public async Task A_paused_job_runs_at_no_moment()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Jobs[0] = job with { Paused = true, NextRun = Due };

        var slots = await api.GetAsync($"/v1/job/{job.Uuid}/slots");
        Assert.Empty(slots.Json.GetProperty("next").EnumerateArray());
        Assert.Equal("", (await api.GetAsync($"/v1/job/{job.Uuid}")).TextOf("next_run"));
    }

    [Fact]
    public async Task A_job_shows_when_it_runs_next()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Jobs[0] = job with { NextRun = Due };

        Assert.Equal("2026-01-31 04:00:00", (await api.GetAsync($"/v1/job/{job.Uuid}")).TextOf("next_run"));
    }

    [Theory]
    [InlineData("count=0", "count")]
    [InlineData("limit=1001", "limit")]
    [InlineData("before=yesterday", "before")]
    public async Task What_cannot_be_read_is_named(string query, string field)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        var answer = (await api.GetAsync($"/v1/job/{job.Uuid}/slots?{query}")).IsProblem(400);

        Assert.Equal([field], answer.Faulty);
    }

    [Fact]
    public async Task A_job_that_is_not_there_has_no_slots()
    {
        await using var api = await ApiServer.StartAsync();

        (await api.GetAsync($"/v1/job/{Guid.NewGuid():d}/slots")).IsProblem(404);
    }
}
