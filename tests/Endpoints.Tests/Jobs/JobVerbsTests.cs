using Shield.Domain.Agents;

namespace Shield.Api.Endpoints.Tests.Jobs;

public sealed class JobVerbsTests
{
    [Theory]
    [InlineData("pause", "paused", null)]
    [InlineData("unpause", "unpaused", null)]
    [InlineData("pause", "paused", "nonsense")]
    public async Task A_job_is_paused_and_unpaused_without_a_body(string verb, string ok, string? body)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        var answer = await api.PostAsync($"/v1/job/{job.Uuid}/{verb}", body);

        Assert.Equal(200, answer.Status);
        Assert.Equal($$"""{"ok":"{{ok}}"}""", answer.Text);
        Assert.Equal([verb], api.Shield.Asked);
    }

    [Theory]
    [InlineData(null, "anon")]
    [InlineData("", "anon")]
    [InlineData("null", "anon")]
    [InlineData("{}", "anon")]
    [InlineData("""{"owner":null}""", "anon")]
    [InlineData("""{"owner":""}""", "anon")]
    [InlineData("""{"Owner":"jane"}""", "jane")]
    public async Task A_run_is_scheduled_for_its_owner(string? body, string owner)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        var answer = await api.PostAsync($"/v1/job/{job.Uuid}/run", body);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["ok", "task_uuid"], answer.FieldNames());
        Assert.Equal("scheduled", answer.TextOf("ok"));
        Assert.True(Guid.TryParseExact(answer.TextOf("task_uuid"), "d", out _));
        Assert.Equal([$"run for {owner}"], api.Shield.Asked);
    }

    [Fact]
    public async Task A_run_whose_agent_is_away_says_at_once_what_it_waits_for()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Planned = AgentAddress.Parse("10.0.0.9:5444")!.Value;

        var answer = await api.PostAsync($"/v1/job/{job.Uuid}/run", body: null);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["ok", "task_uuid", "waits_for"], answer.FieldNames());
        Assert.Equal("agent 10.0.0.9:5444 to connect", answer.TextOf("waits_for"));
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    [InlineData("""{"owner":5}""", "owner")]
    public async Task A_run_with_a_wrong_body_is_refused(string body, string field)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        var answer = await api.PostAsync($"/v1/job/{job.Uuid}/run", body);

        Assert.Equal([field], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Asked);
    }
}
