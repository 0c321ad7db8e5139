using Npgsql;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Agents;

/// <summary>An agent that comes to the catalog with the role that <c>shieldd agent role</c> prints.</summary>
[Trait("Catalog", "Own")]
public sealed class AgentRoleTests
{
    private const string Role = "agent1";
    private const string Password = "of-the-agent";

    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_backs_up_and_restores_and_comes_back_after_a_stop_and_after_a_kill()
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 0);
        var core = cluster.Cores[0];
        var agent = cluster.AddAgent(await MakeRoleAsync(cluster));
        agent.Start();
        await cluster.SettleAsync();
        var patient = await Patient.MakeAsync(core, agent.Label);

        await AssertDoneAsync(core, await core.Api.RunAsync(patient.Job));
        await agent.Child.TerminateAsync();
        Assert.Equal(0, await agent.Child.EndAsync(StopMax));
        await ComeBackAsync(cluster, agent);
        patient.Lose();
        var archive = Assert.Single(await core.Api.ListAsync("/v1/archives"));
        await AssertDoneAsync(core, await core.Api.RestoreAsync(ServiceApi.Id(archive)));
        patient.AssertIsBack();
        await agent.Child.KillAsync();
        await ComeBackAsync(cluster, agent);
        await AssertDoneAsync(core, await core.Api.RunAsync(patient.Job));

        Assert.DoesNotContain("permission denied", agent.Log() + core.Log(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Agent 1")]
    [InlineData("a\"; DROP ROLE x; --")]
    [InlineData("")]
    public async Task A_name_that_no_role_can_have_is_refused_in_one_line(string name)
    {
        var end = await Tools.RunAsync(
            Tools.CleanEnvironment(), Testing.Repository.Built("shieldd"), "agent", "role", name);

        Assert.Equal(2, end.ExitCode);
        Assert.Empty(end.Output);
        Assert.StartsWith("shieldd: no role can be called", end.Errors, StringComparison.Ordinal);
        Assert.Single(end.Errors.TrimEnd().Split('\n'));
    }

    /// <summary>As an operator does; answers what connects with it.</summary>
    private static async Task<string> MakeRoleAsync(Cluster cluster)
    {
        var words = new NpgsqlConnectionStringBuilder(cluster.Database);
        await Tools.OutputOfAsync("bash", "-euo", "pipefail", "-c", $"""
            export PGHOST={words.Host} PGPORT={words.Port} PGUSER={words.Username} PGPASSWORD={words.Password}
            {Testing.Repository.Built("shieldd")} agent role {Role} | psql -d {words.Database}
            psql -d {words.Database} -c "ALTER ROLE {Role} PASSWORD '{Password}'"
            """);
        (words.Username, words.Password) = (Role, Password);
        return words.ToString();
    }

    /// <summary>Once the core has noticed that it is gone.</summary>
    private static async Task ComeBackAsync(Cluster cluster, AgentProgram agent)
    {
        await cluster.UntilAsync(agent, "absent");
        agent.Start();
        await cluster.UntilAsync(agent, "connected");
    }

    private static async Task AssertDoneAsync(Service core, string task)
    {
        var end = await core.Api.EndOfAsync(task);
        Assert.True(ServiceApi.Text(end, "status") == "done", $"{end}");
    }
}
