using System.Globalization;
using Npgsql;
using Shield.EndToEnd.Programs;
using Shield.Plugins.Sdk.Processes;
using Shield.Servers;

namespace Shield.EndToEnd.Agents;

/// <summary>Who may come into a cluster, and what whoever may not is told.</summary>
[Trait("Catalog", "Own")]
public sealed class AgentStartTests
{
    [Fact]
    public async Task A_second_agent_of_one_label_is_refused_in_one_line_and_the_first_works_on()
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 1);
        var (core, first) = (cluster.Cores[0], cluster.Agents[0]);
        var second = cluster.AddAgent();
        second.Environment["SHIELD_AGENT"] = first.Label;
        var patient = await Patient.MakeAsync(core, first.Label);
        patient.Hold();
        var task = await core.Api.RunAsync(patient.Job);
        await patient.WaitsAsync();

        var end = await second.RunAsync();
        patient.LetGo();

        AssertOneLine(end, exitCode: 1);
        Assert.Contains($"is agent {first.Label} already", end.Errors, StringComparison.Ordinal);
        Assert.Contains("SHIELD_AGENT", end.Errors, StringComparison.Ordinal);
        var ended = await core.Api.EndOfAsync(task);
        Assert.Equal("done", ServiceApi.Text(ended, "status"));
        Assert.Equal(1, ended["attempt"]!.GetValue<int>());
        Assert.False(first.Child.HasEnded);
    }

    [Theory]
    [InlineData("SHIELD_DATABASE")]
    [InlineData("SHIELD_AGENT")]
    public async Task Without_a_catalog_or_a_label_it_says_what_to_set(string missing)
    {
        await using var agent = new AgentProgram("Host=127.0.0.1;Database=shield;Password=canary", 1);
        agent.Environment[missing] = null;

        var end = await agent.RunAsync();

        AssertOneLine(end, exitCode: 2);
        Assert.Contains($"{missing} ", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "start a core of the same version first")]
    [InlineData(1, "start the newer program that made it")]
    public async Task A_catalog_of_another_schema_is_left_as_it_is(int difference, string hint)
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 0);
        var schema = await SchemaAsync(cluster);
        var other = (schema + difference).ToString(CultureInfo.InvariantCulture);
        await PostgresServer.ExecuteAsync(cluster.Database, $"UPDATE schema_version SET version = {other}");

        var end = await cluster.AddAgent().RunAsync();

        AssertOneLine(end, exitCode: 1);
        Assert.Contains($"has schema {other}", end.Errors, StringComparison.Ordinal);
        Assert.Contains(hint, end.Errors, StringComparison.Ordinal);
        Assert.Equal(schema + difference, await SchemaAsync(cluster));
    }

    [Fact]
    public async Task A_core_with_other_keys_is_refused_in_one_line_and_the_first_works_on()
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 0);
        await using var other = Service.Make(new Dictionary<string, string?>
        {
            ["SHIELD_DATABASE"] = cluster.Database,
            ["SHIELD_SILO"] = "127.0.1.2",
        });

        var end = await Tools.RunAsync(other.Environment, Testing.Repository.Built("shieldd"));

        AssertOneLine(end, exitCode: 1);
        Assert.Contains("belongs to the seal key", end.Errors, StringComparison.Ordinal);
        Assert.Contains("shieldd keys restore", end.Errors, StringComparison.Ordinal);
        Assert.True(await cluster.Cores[0].Api.AnswersAsync());
    }

    [Fact]
    public async Task The_key_of_an_agent_is_for_its_owner_alone_and_the_only_one_that_it_has()
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 1);

        var keys = Path.Combine(cluster.Agents[0].Folder, "home", "keys");

        var key = Assert.Single(Directory.GetFiles(keys));
        Assert.Equal("agent.key", Path.GetFileName(key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    private static void AssertOneLine(ToolEnd end, int exitCode)
    {
        Assert.True(end.ExitCode == exitCode, $"exit {end.ExitCode}: {end.Output}{end.Errors}");
        var line = Assert.Single(end.Errors.TrimEnd('\n').Split('\n'));
        Assert.Matches("^shield(d|-agent): ", line);
    }

    private static async Task<int> SchemaAsync(Cluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT version FROM schema_version", connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
