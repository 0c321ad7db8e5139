using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Agents;

/// <summary>What is asked for while its agent is away.</summary>
[Trait("Catalog", "Own")]
public sealed class AbsentAgentTests
{
    private static readonly TimeSpan AFewSeconds = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Whoever_asks_learns_it_at_once_and_the_task_starts_by_itself_when_the_agent_comes()
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 0);
        var (core, agent) = (cluster.Cores[0], cluster.AddAgent());
        var patient = await Patient.MakeAsync(core, agent.Label);

        var asked = await core.ShieldAsync("run", "job", patient.Job);
        var task = asked.Output.Trim();
        Assert.Equal(0, asked.ExitCode);
        Assert.Equal(
            $"warning: task {task[..8]} waits for agent {agent.Label} to connect", asked.Errors.Trim());
        await Poll.UntilAsync(
            async () => Log(await ShowAsync(core, task)).Contains(
                $"waiting for agent {agent.Label} to connect", StringComparison.Ordinal),
            () => "its log does not say what it waits for");
        Assert.Equal("pending", ServiceApi.Text(await ShowAsync(core, task), "status"));

        agent.Start();
        await cluster.UntilAsync(agent, "connected");
        var since = TimeProvider.System.GetTimestamp();
        var end = await core.Api.EndOfAsync(task);
        var took = TimeProvider.System.GetElapsedTime(since);

        Assert.Equal("done", ServiceApi.Text(end, "status"));
        Assert.True(took < AFewSeconds, $"it ended {took} after its agent had come");

        var again = await core.Api.PostAsync($"/v1/job/{patient.Job}/run", new { });
        Assert.Null(again["waits_for"]);
    }

    [Fact]
    public async Task Whoever_waits_for_a_restore_is_warned_and_sees_it_done_when_the_agent_comes_back()
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 1);
        var (core, agent) = (cluster.Cores[0], cluster.Agents[0]);
        var patient = await Patient.MakeAsync(core, agent.Label);
        await core.Api.EndOfAsync(await core.Api.RunAsync(patient.Job));
        var archive = ServiceApi.Id(Assert.Single(await core.Api.ListAsync("/v1/archives")));
        await agent.Child.TerminateAsync();
        await cluster.UntilAsync(agent, "absent");
        patient.Lose();

        var waiting = core.ShieldAsync("restore", "archive", archive, "--wait", "--yes");
        await Poll.UntilAsync(
            async () => (await core.Api.ListAsync("/v1/tasks?status=pending")).Count == 1,
            () => "no restore has been asked for");
        agent.Start();
        var end = await waiting;

        Assert.Equal(0, end.ExitCode);
        Assert.Contains($"waits for agent {agent.Label} to connect", end.Errors, StringComparison.Ordinal);
        patient.AssertIsBack();
    }

    [Fact]
    public async Task An_agent_that_does_not_come_in_time_is_the_reason_why_the_task_failed()
    {
        await using var cluster = await Cluster.StartAsync(
            cores: 1, agents: 0, settings: ("SHIELD_TASK_TIMEOUT", "3s"));
        var (core, agent) = (cluster.Cores[0], cluster.AddAgent());
        var patient = await Patient.MakeAsync(core, agent.Label);

        var end = await core.Api.EndOfAsync(await core.Api.RunAsync(patient.Job));

        Assert.Equal("failed", ServiceApi.Text(end, "status"));
        Assert.Contains($"waiting for agent {agent.Label} to connect", Log(end), StringComparison.Ordinal);
        Assert.Contains("it waited 3 seconds and was not started", Log(end), StringComparison.Ordinal);
        Assert.Empty(await core.Api.ListAsync("/v1/archives"));
    }

    private static Task<JsonNode> ShowAsync(Service core, string task) =>
        core.Api.GetAsync($"/v1/task/{task}");

    private static string Log(JsonNode task) => ServiceApi.Text(task, "log");
}
