using Shield.Domain.Agents;

namespace Shield.Api.Endpoints.Tests.Plugins;

public sealed class PluginTests
{
    private static readonly AgentAddress Second = AgentAddress.Parse("10.0.0.6:5446")!.Value;

    [Fact]
    public async Task A_plugin_shows_what_it_says_who_has_it_and_its_fields()
    {
        await using var api = await ApiServer.StartAsync();

        var plugins = (await api.GetAsync("/v1/plugins")).Json;

        Assert.Equal(
            "plugin name author version protocol features agents fields fault",
            string.Join(' ', plugins[0].EnumerateObject().Select(field => field.Name)));
        Assert.Equal("it cannot say what it is", plugins[0].GetProperty("fault").GetString());
        Assert.Equal("""["10.0.0.5:5444"]""", plugins[0].GetProperty("agents").GetRawText());
        Assert.Equal("postgres", plugins[1].GetProperty("plugin").GetString());
        Assert.Equal("yes", plugins[1].GetProperty("features").GetProperty("target").GetString());
        Assert.Equal("pg_host", plugins[1].GetProperty("fields")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Versions_that_differ_are_entries_of_their_own()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Agents.Add(Second);

        var plugins = (await api.GetAsync("/v1/plugin/postgres")).Json;

        Assert.Equal(
            ["1.4", "1.6"], plugins.EnumerateArray().Select(p => p.GetProperty("version").GetString()));
    }

    [Fact]
    public async Task An_agent_that_does_not_answer_hides_nothing_of_the_others()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Agents.Add(Second);
        api.Shield.Silent = Second.Value;

        var plugins = (await api.GetAsync("/v1/plugins")).Json;

        Assert.Equal(2, plugins.GetArrayLength());
    }

    [Fact]
    public async Task A_plugin_that_nobody_has_is_not_found()
    {
        await using var api = await ApiServer.StartAsync();

        (await api.GetAsync("/v1/plugin/oracle")).IsProblem(404);
    }
}
