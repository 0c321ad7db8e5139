using Shield.Domain.Agents;

namespace Shield.Api.Endpoints.Tests.Plugins;

public sealed class ValidateTests
{
    [Fact]
    public async Task A_target_that_cannot_be_used_says_why()
    {
        await using var api = await ApiServer.StartAsync();
        var target = api.Shield.AddJob("a job").Target;

        var answer = await api.PostAsync($"/v1/target/{target.Uuid}/validate", "");

        Assert.Equal(200, answer.Status);
        Assert.Equal("invalid", answer.TextOf("ok"));
        Assert.Equal(target.Agent, answer.TextOf("agent"));
        Assert.Equal("the password is wrong", answer.TextOf("output"));
    }

    [Fact]
    public async Task A_store_is_reached_from_the_only_agent_or_from_the_one_that_is_named()
    {
        await using var api = await ApiServer.StartAsync();
        var store = api.Shield.AddJob("a job").Store;
        var path = $"/v1/store/{store.Uuid}/validate";

        Assert.Equal("reached from 10.0.0.5:5444", (await api.PostAsync(path, "")).TextOf("output"));
        api.Shield.Agents.Add(AgentAddress.Parse("10.0.0.6:5444")!.Value);
        Assert.Equal(["agent"], (await api.PostAsync(path, "")).IsProblem(400).Faulty);
        Assert.Equal(
            "reached from 10.0.0.6:5444",
            (await api.PostAsync($"{path}?agent=10.0.0.6:5444", "")).TextOf("output"));
    }

    [Theory]
    [InlineData("target")]
    [InlineData("store")]
    public async Task What_is_not_there_is_not_found(string noun)
    {
        await using var api = await ApiServer.StartAsync();

        (await api.PostAsync($"/v1/{noun}/{Guid.NewGuid()}/validate", "")).IsProblem(404);
    }
}
