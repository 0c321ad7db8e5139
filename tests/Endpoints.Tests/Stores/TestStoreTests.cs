using Shield.Domain.Agents;

namespace Shield.Api.Endpoints.Tests.Stores;

public sealed class TestStoreTests
{
    [Fact]
    public async Task A_store_is_tested_from_the_only_agent_or_from_the_one_that_is_named()
    {
        await using var api = await ApiServer.StartAsync();
        var path = $"/v1/store/{api.Shield.AddJob("a job").Store.Uuid}/test";

        var answer = await api.PostAsync(path, "");

        Assert.Equal(200, answer.Status);
        Assert.Equal("invalid", answer.TextOf("ok"));
        Assert.Equal("10.0.0.5:5444", answer.TextOf("agent"));
        Assert.Equal("10.0.0.5:5444 does not give it back", answer.TextOf("output"));
        api.Shield.Agents.Add(AgentAddress.Parse("10.0.0.6:5444")!.Value);
        Assert.Equal(["agent"], (await api.PostAsync(path, "")).IsProblem(400).Faulty);
        Assert.Equal(
            "10.0.0.6:5444", (await api.PostAsync($"{path}?agent=10.0.0.6:5444", "")).TextOf("agent"));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var api = await ApiServer.StartAsync();

        (await api.PostAsync($"/v1/store/{Guid.NewGuid()}/test", "")).IsProblem(404);
    }
}
