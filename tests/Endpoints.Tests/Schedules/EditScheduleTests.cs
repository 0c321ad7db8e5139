using Shield.Domain.Schedules;

namespace Shield.Api.Endpoints.Tests.Schedules;

public sealed class EditScheduleTests
{
    [Theory]
    [InlineData("a short description")]
    [InlineData("")]
    public async Task A_schedule_is_edited_as_the_seeds_say(string summary)
    {
        await using var api = await ApiServer.StartAsync();
        var schedule = api.Shield.AddJob("a job").Schedule;

        var answer = await api.PutAsync($"/v1/schedule/{schedule.Uuid}", $$"""
            {
              "name"    : "Schedule Name",
              "summary" : "{{summary}}",
              "when"    : "daily at 4am"
            }
            """);

        Assert.Equal((200, """{"ok":"updated"}"""), (answer.Status, answer.Text));
        Assert.Equal(
            new ScheduleDefinition("Schedule Name", summary, "daily at 4am"), api.Shield.Edited.Single());
    }

    [Fact]
    public async Task An_edit_must_say_the_summary_too()
    {
        await using var api = await ApiServer.StartAsync();
        var schedule = api.Shield.AddJob("a job").Schedule;

        var nothing = await api.PutAsync($"/v1/schedule/{schedule.Uuid}", "{}");
        var nulls = await api.PutAsync(
            $"/v1/schedule/{schedule.Uuid}", """{"name":null,"summary":null,"when":""}""");

        Assert.Equal(["name", "summary", "when"], nothing.IsProblem(400).Missing);
        Assert.Equal(["name", "summary", "when"], nulls.IsProblem(400).Missing);
        Assert.Empty(api.Shield.Edited);
    }

    [Fact]
    public async Task A_time_that_is_not_understood_changes_nothing()
    {
        await using var api = await ApiServer.StartAsync();
        var schedule = api.Shield.AddJob("a job").Schedule;

        var answer = await api.PutAsync(
            $"/v1/schedule/{schedule.Uuid}", """{"name":"n","summary":"","when":"dayly 4am"}""");

        Assert.Equal(["when"], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Edited);
    }

    [Fact]
    public async Task A_schedule_that_nobody_uses_is_deleted()
    {
        await using var api = await ApiServer.StartAsync();
        var schedule = api.Shield.AddJob("a job").Schedule;

        var answer = await api.DeleteAsync($"/v1/schedule/{schedule.Uuid}");

        Assert.Equal((200, """{"ok":"deleted"}"""), (answer.Status, answer.Text));
        Assert.Equal(["delete ScheduleDefinition"], api.Shield.Asked);
    }
}
