namespace Shield.Cli.Tests.Agents;

public sealed class AgentTests
{
    [Fact]
    public async Task Agents_are_listed_with_what_they_run_and_have()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.At(core).RunAsync("list agents");

        Assert.Equal("10.0.0.5:5444\tconnected\t1\t2\tfs, s3\n", ran.Out);
    }

    [Fact]
    public async Task An_agent_through_a_pipe_is_a_fact_per_line()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.At(core).RunAsync("show agent 10.0.0.5:5444");

        Assert.Equal(
            "address\t10.0.0.5:5444\nstatus\tconnected\nrunning\t1\nat once\t2\nplugins\tfs, s3\n", ran.Out);
    }
}
