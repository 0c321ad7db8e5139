using Shield.Domain.Schedules;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public async Task A_schedule_keeps_its_text_as_it_was_written()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync(
            "/v1/schedules", """{"name":"Schedule Name","summary":"s","when":"Daily  at 4AM"}""");

        Assert.Equal("created", answer.TextOf("ok"));
        Assert.Equal(
            new ScheduleDefinition("Schedule Name", "s", "Daily  at 4AM"), api.Shield.Created.Single());
    }

    [Fact]
    public async Task A_text_that_says_no_time_is_refused_with_its_place_and_what_would_work()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/schedules", """{"when":"daily at 25:00"}""");

        answer.IsProblem(400);
        Assert.Equal(["name"], answer.Missing);
        Assert.Equal(["when"], answer.Faulty);
        Assert.Contains("character 10", answer.TextOf("detail"), StringComparison.Ordinal);
        Assert.Contains("`daily", answer.TextOf("hint"), StringComparison.Ordinal);
        Assert.Empty(api.Shield.Created);
    }

    [Fact]
    public async Task Schedules_show_the_fields_of_the_seeds_in_lists_and_alone()
    {
        await using var api = await ApiServer.StartAsync();
        var schedule = api.Shield.AddJob("a job").Schedule;

        var list = await api.GetAsync("/v1/schedules");
        var one = await api.GetAsync($"/v1/schedule/{schedule.Uuid}");

        Assert.Equal($"[{one.Text}]", list.Text);
        Assert.Equal(
            $$"""{"uuid":"{{schedule.Uuid}}","name":"nightly","summary":"","when":"daily at 4am"}""",
            one.Text);
    }

    [Fact]
    public async Task Filters_reach_the_catalog()
    {
        await using var api = await ApiServer.StartAsync();

        await api.GetAsync("/v1/schedules?unused=false&name=n&exact=f");

        Assert.Equal(new PolicyFilter(new NameFilter("n", false), false), api.Shield.Filter);
    }
}
