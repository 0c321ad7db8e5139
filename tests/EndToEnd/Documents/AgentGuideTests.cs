using Npgsql;
using Shield.EndToEnd.Programs;
using Shield.Testing;

namespace Shield.EndToEnd.Documents;

/// <summary>Runs the commands of docs/agents.md; only places and addresses are others.</summary>
[Trait("Catalog", "Own")]
public sealed class AgentGuideTests : IDisposable
{
    private const string Label = "10.0.0.5:5444";
    private const string Password = "of-the-agent";

    private readonly Page _page = new("docs/agents.md");
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("shield-guide-").FullName;

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_agent_that_is_set_up_as_the_guide_says_is_seen_by_the_core()
    {
        var mine = _authority.Issue(_folder, "127.0.1.1");
        await using var cluster = await Cluster.StartAsync(
            cores: 1,
            agents: 0,
            ("SHIELD_SILO_CERT", mine.Cert),
            ("SHIELD_SILO_KEY", mine.Key),
            ("SHIELD_SILO_CA", mine.Ca));
        var core = cluster.Cores[0];
        await MakeRoleAsync(new NpgsqlConnectionStringBuilder(cluster.Database));

        using var agent = StartAgent(core);
        try
        {
            await Poll.UntilAsync(
                async () => (await core.ShieldAsync("list", "agents")).Output.StartsWith(
                    $"{Label}\tconnected\t", StringComparison.Ordinal),
                () => "the agent is not seen: " + File.ReadAllText(Path.Combine(_folder, "agent.log")));
            var seen = await RunAsync(core, Assert.Single(_page.Commands("What is seen of them")));
            Assert.Contains($"address\t{Label}\nstatus\tconnected\n", seen, StringComparison.Ordinal);
        }
        finally
        {
            await agent.KillAsync();
        }
    }

    [Fact]
    public async Task The_keys_of_a_core_are_copied_as_the_guide_says()
    {
        await using var place = Service.Make();
        var commands = Assert.Single(_page.Commands("The cores"));
        var lines = InFolder(commands).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('#')[0] + " <<< 'correct horse battery'");

        await RunAsync(place, string.Join('\n', lines));

        foreach (var key in (string[])["seal.key", "core.key"])
        {
            await Tools.AssertEqualAsync(
                Path.Combine(_folder, "shield", "keys", key), Path.Combine(_folder, "shield2", "keys", key));
        }
    }

    private async Task MakeRoleAsync(NpgsqlConnectionStringBuilder words)
    {
        var address = $"postgresql://postgres@{words.Host}:{words.Port}/{words.Database}";
        var command = Assert.Single(_page.Commands("The role of an agent"))
            .Replace("postgresql://postgres@db1/shield", address, StringComparison.Ordinal);
        await using var place = Service.Make();
        await RunAsync(place, $"""
            export PGPASSWORD={words.Password}
            {command}
            psql "{address}" -c "ALTER ROLE agent1 PASSWORD '{Password}'"
            """);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "database"),
            $"postgresql://agent1:{Password}@{words.Host}:{words.Port}/{words.Database}\n");
    }

    private Child StartAgent(Service core)
    {
        var files = _authority.Issue(_folder, "127.0.2.1", "10.0.0.5");
        File.Copy(files.Cert, Path.Combine(_folder, "agent1.crt"));
        File.Copy(files.Key, Path.Combine(_folder, "agent1.key"));
        var authority = Path.Combine(_folder, "ca.crt");
        if (!File.Exists(authority)) File.Copy(files.Ca, authority);
        var command = InFolder(Assert.Single(_page.Commands("The agents")))
            .Replace("10.0.0.5:11111", "127.0.2.1", StringComparison.Ordinal);
        var environment = core.Environment.ToDictionary(
            pair => pair.Key,
            pair => pair.Key.StartsWith("SHIELD_", StringComparison.Ordinal) ? null : pair.Value);
        return Child.Start(
            Path.Combine(_folder, "agent.log"), environment, "bash", "-c", InPath($"exec env {command}"));
    }

    private string InFolder(string commands) => commands
        .Replace("/var/lib", _folder, StringComparison.Ordinal)
        .Replace("/var/backups", _folder, StringComparison.Ordinal)
        .Replace("/etc/shield", _folder, StringComparison.Ordinal);

    private static string InPath(string script) => $"PATH={Testing.Repository.Root}/dist:$PATH\n{script}";

    private static async Task<string> RunAsync(Service service, string script)
    {
        var end = await Tools.RunAsync(
            service.Environment, "bash", "-xeu", "-o", "pipefail", "-c", InPath(script));
        Assert.True(end.ExitCode == 0, $"exit {end.ExitCode}\n{end.Output}\n{end.Errors}");
        return end.Output;
    }
}
