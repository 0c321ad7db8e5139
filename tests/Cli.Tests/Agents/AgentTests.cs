namespace Shield.Cli.Tests.Agents;

public sealed class AgentTests
{
    [Fact]
    public async Task Agents_are_listed_with_what_they_run_and_have()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.At(core).RunAsync("list agents");

        Assert.Equal(
            "10.0.0.5:5444\tconnected\t1\t2\tfs, s3\t0.1.0\t2026-11-25T11:30:00Z\t\n", ran.Out);
    }

    [Fact]
    public async Task An_agent_through_a_pipe_is_a_fact_per_line()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.At(core).RunAsync("show agent 10.0.0.5:5444");

        Assert.Equal(
            [
                "address\t10.0.0.5:5444", "status\tconnected", "running\t1", "at once\t2", "plugins\tfs, s3",
                "version\t0.1.0", "last seen\t2026-11-25T11:30:00Z", "fault\t",
                $"runs\tbackup of docs, task {Samples.TaskId}",
                "plugin\tfs 1.2", "plugin\ts3: it cannot say what it is",
            ],
            ran.Out.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Of_an_agent_that_is_missed_a_person_is_told_why_and_since_when()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/agents", Samples.List(Samples.AbsentAgent));

        var ran = await Shell.TerminalAt(core).RunAsync("list agents");

        Assert.Contains("absent", ran.Out, StringComparison.Ordinal);
        Assert.Contains("2026-11-24 ", ran.Out, StringComparison.Ordinal);
        Assert.Contains("it is not connected", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_an_agent_that_is_well_was_seen_is_not_worth_a_column()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.TerminalAt(core).RunAsync("list agents");

        Assert.DoesNotContain("last seen", ran.Out, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("fault", ran.Out, StringComparison.OrdinalIgnoreCase);
    }
}
