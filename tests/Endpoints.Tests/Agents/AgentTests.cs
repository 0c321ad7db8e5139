namespace Shield.Api.Endpoints.Tests.Agents;

public sealed class AgentTests
{
    [Fact]
    public async Task Agents_that_are_connected_and_agents_that_are_missed_are_listed()
    {
        await using var api = await ApiServer.StartAsync();
        var target = api.Shield.AddJob("a job").Target;
        api.Shield.Targets[0] = target with { Agent = "10.0.0.9:5444" };

        var answer = await api.GetAsync("/v1/agents");

        Assert.Equal(
            """
            [{"address":"10.0.0.5:5444","status":"connected","workers":5,"running":0,
            "plugins":["broken","postgres"]},
            {"address":"10.0.0.9:5444","status":"absent","workers":0,"running":0,"plugins":[]}]
            """.ReplaceLineEndings(""),
            answer.Text);
    }

    [Fact]
    public async Task One_agent_is_shown_by_its_address_and_a_stranger_is_not_found()
    {
        await using var api = await ApiServer.StartAsync();

        Assert.Equal("connected", (await api.GetAsync("/v1/agent/10.0.0.5:5444")).TextOf("status"));
        (await api.GetAsync("/v1/agent/10.0.0.7:5444")).IsProblem(404);
    }
}
