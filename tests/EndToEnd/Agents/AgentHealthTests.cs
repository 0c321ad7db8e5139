using System.Globalization;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Agents;

/// <summary>What the API and the command line tell of an agent.</summary>
[Trait("Catalog", "Own")]
public sealed class AgentHealthTests
{
    /// <summary>A silo says every half a minute that it lives, and once more when it stops.</summary>
    private static readonly TimeSpan SignMax = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task It_tells_what_an_agent_has_and_runs_and_when_one_that_is_gone_was_there_last()
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 1);
        var (core, agent) = (cluster.Cores[0], cluster.Agents[0]);
        var patient = await Patient.MakeAsync(core, agent.Label);
        patient.Hold();
        var task = await core.Api.RunAsync(patient.Job);
        await patient.WaitsAsync();

        var busy = await ShowAsync(core, agent);
        Assert.Equal(("connected", ""), (Text(busy, "status"), Text(busy, "fault")));
        Assert.Matches(@"^\d+\.\d+\.\d+", Text(busy, "version"));
        Assert.Contains(
            busy["plugin_versions"]!.AsArray(),
            plugin => Text(plugin!, "plugin") == "patient" && Text(plugin!, "version") == "1");
        var running = Assert.Single(busy["running_tasks"]!.AsArray())!;
        Assert.Equal((task, "backup"), (Text(running, "uuid"), Text(running, "type")));
        Assert.Equal("patient", Text(running, "target_name"));
        var shown = await core.ShieldDoneAsync("show", "agent", agent.Label);
        Assert.Contains($"runs\tbackup of patient, task {task}\n", shown, StringComparison.Ordinal);
        Assert.Contains("plugin\tpatient 1", shown, StringComparison.Ordinal);

        patient.LetGo();
        await core.Api.EndOfAsync(task);
        await agent.Child.KillAsync();
        var gone = TimeProvider.System.GetUtcNow();
        await cluster.UntilAsync(agent, "absent");
        await AssertSeenAsync(core, agent, gone);
        // It is no memory of this core: another one knows it, too.
        await core.Child.KillAsync();
        await core.StartAsync();
        await AssertSeenAsync(core, agent, gone);
    }

    private static async Task AssertSeenAsync(Service core, AgentProgram agent, DateTimeOffset gone)
    {
        var absent = await ShowAsync(core, agent);
        Assert.Equal("absent", Text(absent, "status"));
        Assert.StartsWith("it is not connected", Text(absent, "fault"), StringComparison.Ordinal);
        var seen = DateTimeOffset.Parse(Text(absent, "last_seen"), CultureInfo.InvariantCulture);
        Assert.InRange(seen, gone - SignMax, gone);
    }

    private static Task<JsonNode> ShowAsync(Service core, AgentProgram agent) =>
        core.Api.GetAsync($"/v1/agent/{agent.Label}");

    private static string Text(JsonNode thing, string field) => ServiceApi.Text(thing, field);
}
