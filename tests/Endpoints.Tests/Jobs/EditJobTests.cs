using Shield.Domain.Jobs;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Jobs;

public sealed class EditJobTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData(",\"priority\":0", 0)]
    [InlineData(",\"paused\":true", null)]
    [InlineData(",\"paused\":\"no truth at all\"", null)]
    public async Task A_job_is_edited_as_the_seeds_say_and_paused_is_not_looked_at(string more, int? priority)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        var answer = await api.PutAsync($"/v1/job/{job.Uuid}", Body(job, more));

        Assert.Equal((200, """{"ok":"updated"}"""), (answer.Status, answer.Text));
        Assert.Equal(
            new JobDefinition(
                "Job Name", "a short description", job.Target.Uuid, job.Store.Uuid, job.Schedule.Uuid,
                job.Retention.Uuid, priority),
            api.Shield.Edited.Single());
        Assert.Empty(api.Shield.Asked);
    }

    [Fact]
    public async Task Whatever_an_edit_lacks_is_named_in_order()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        var answer = await api.PutAsync($"/v1/job/{job.Uuid}", "{}");

        Assert.Equal(
            ["name", "summary", "store", "target", "retention", "schedule"], answer.IsProblem(400).Missing);
        Assert.Empty(api.Shield.Edited);
    }

    [Fact]
    public async Task A_reference_to_nothing_changes_nothing()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Stores.Clear();

        var answer = await api.PutAsync($"/v1/job/{job.Uuid}", Body(job, ""));

        Assert.Equal(["store"], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Edited);
    }

    [Fact]
    public async Task A_job_is_deleted()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        var answer = await api.DeleteAsync($"/v1/job/{job.Uuid}");

        Assert.Equal((200, """{"ok":"deleted"}"""), (answer.Status, answer.Text));
        Assert.Equal(["delete JobDefinition"], api.Shield.Asked);
    }

    private static string Body(JobRow job, string more) => $$"""
        {
          "name"      : "Job Name",
          "summary"   : "a short description",
          "store"     : "{{job.Store.Uuid}}",
          "target"    : "{{job.Target.Uuid}}",
          "retention" : "{{job.Retention.Uuid}}",
          "schedule"  : "{{job.Schedule.Uuid}}"{{more}}
        }
        """;
}
