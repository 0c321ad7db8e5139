using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Agents;

public sealed class AgentTests
{
    private const string Connected = "10.0.0.5:5444";
    private const string Missed = "10.0.0.9:5444";

    private static readonly TaskId Task = new(Guid.Parse("5e2c416d-36f7-484a-8a2a-3d3d567d55d6"));

    [Fact]
    public async Task Agents_that_are_connected_and_agents_that_are_missed_are_listed()
    {
        await using var api = await ApiServer.StartAsync();
        Miss(api);

        var answer = await api.GetAsync("/v1/agents");

        Assert.Equal(
            """
            [{"address":"10.0.0.5:5444","status":"connected","workers":5,"running":0,
            "plugins":["broken","postgres"],"fault":"","version":"1.4",
            "plugin_versions":[{"plugin":"broken","version":"","fault":"it cannot say what it is"},
            {"plugin":"postgres","version":"1.4","fault":""}],"running_tasks":[],
            "last_seen":"2026-01-31T16:30:15Z"},
            {"address":"10.0.0.9:5444","status":"absent","workers":0,"running":0,"plugins":[],
            "fault":"it is not connected; tasks for it wait until it comes","version":"",
            "plugin_versions":[],"running_tasks":[],"last_seen":""}]
            """.ReplaceLineEndings(""),
            answer.Text);
    }

    [Fact]
    public async Task One_agent_is_shown_by_its_address_and_a_stranger_is_not_found()
    {
        await using var api = await ApiServer.StartAsync();

        Assert.Equal("connected", (await api.GetAsync($"/v1/agent/{Connected}")).TextOf("status"));
        (await api.GetAsync("/v1/agent/10.0.0.7:5444")).IsProblem(404);
    }

    [Fact]
    public async Task What_an_agent_runs_now_is_shown_with_the_target()
    {
        await using var api = await ApiServer.StartAsync();
        var target = new TargetId(Guid.NewGuid());
        api.Shield.Running.Add(new RunningTask(Task, TaskKind.Restore, Connected, target, "docs"));
        api.Shield.Running.Add(new RunningTask(new(Guid.NewGuid()), TaskKind.Purge, Missed, null, ""));

        var agent = (await api.GetAsync($"/v1/agent/{Connected}")).Json;

        Assert.Equal(1, agent.GetProperty("running").GetInt32());
        Assert.Equal(
            $$"""[{"uuid":"{{Task}}","type":"restore","target_uuid":"{{target}}","target_name":"docs"}]""",
            agent.GetProperty("running_tasks").GetRawText());
    }

    [Fact]
    public async Task An_agent_that_is_missed_was_seen_when_its_silo_said_last_that_it_lives()
    {
        await using var api = await ApiServer.StartAsync();
        Miss(api);
        api.Shield.Sightings.Add(new AgentSighting(Missed, ApiServer.Now.AddDays(-2)));

        var agent = await api.GetAsync($"/v1/agent/{Missed}");

        Assert.Equal("2026-01-29T16:30:15Z", agent.TextOf("last_seen"));
    }

    [Fact]
    public async Task An_agent_that_does_not_answer_is_not_well_and_was_seen_when_it_last_gave_a_sign()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Silent = Connected;
        api.Shield.Sightings.Add(new AgentSighting(Connected, ApiServer.Now.AddSeconds(-20)));

        var agent = await api.GetAsync($"/v1/agent/{Connected}");

        Assert.Equal("connected", agent.TextOf("status"));
        Assert.Equal(
            "it does not answer; it may be stopped, overloaded or cut off", agent.TextOf("fault"));
        Assert.Equal("2026-01-31T16:29:55Z", agent.TextOf("last_seen"));
        Assert.Empty(agent.Json.GetProperty("plugins").EnumerateArray());
    }

    private static void Miss(ApiServer api)
    {
        var target = api.Shield.AddJob("a job").Target;
        api.Shield.Targets[0] = target with { Agent = Missed };
    }
}
