using Shield.Servers;

namespace Shield.EndToEnd.Programs;

/// <summary>Cores and agents as programs of their own, each at an address of its own on loopback, with a
/// PostgreSQL server between them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string KeysFolder = "keys";

    private Cluster(PostgresServer server, string database) => (Server, Database) = (server, database);

    public PostgresServer Server { get; }

    /// <summary>What connects to the catalog as its owner.</summary>
    public string Database { get; }

    public List<Service> Cores { get; } = [];

    public List<AgentProgram> Agents { get; } = [];

    /// <summary>Starts all of it, and waits until every core sees every agent.</summary>
    /// <param name="cores">How many cores.</param>
    /// <param name="agents">How many agents.</param>
    /// <param name="settings">More settings of every core.</param>
    public static async Task<Cluster> StartAsync(
        int cores, int agents, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var server = await PostgresServer.StartAsync("-c max_connections=300");
        var cluster = new Cluster(server, await server.CreateDatabaseAsync());
        try
        {
            for (var i = 0; i < cores; i++) await cluster.AddCoreAsync(settings);
            for (var i = 0; i < agents; i++) cluster.AddAgent().Start();
            await cluster.SettleAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more agent, which has not been started.</summary>
    /// <param name="database">What connects it to the catalog; the owner's when absent.</param>
    public AgentProgram AddAgent(string? database = null)
    {
        var agent = new AgentProgram(database ?? Database, Agents.Count + 1);
        Agents.Add(agent);
        return agent;
    }

    /// <summary>Waits until every core sees every agent.</summary>
    public async Task SettleAsync()
    {
        foreach (var core in Cores)
        {
            await Poll.UntilAsync(
                async () => await CountConnectedAsync(core) == Agents.Count,
                () => "a core does not see the agents: " + string.Concat(Agents.Select(a => a.Log())));
        }
    }

    /// <summary>Waits until every core says this of an agent.</summary>
    public async Task UntilAsync(AgentProgram agent, string status)
    {
        foreach (var core in Cores)
        {
            await Poll.UntilAsync(
                async () => await StatusOfAsync(core, agent) == status,
                () => $"a core does not say that an agent is {status}: {agent.Log()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in Agents) await agent.DisposeAsync();
        foreach (var core in Cores) await core.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task AddCoreAsync(IReadOnlyList<(string Name, string Value)> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["SHIELD_DATABASE"] = Database,
            ["SHIELD_SILO"] = $"127.0.1.{Cores.Count + 1}",
        };
        foreach (var (name, value) in settings) all[name] = value;
        var core = Service.Make(all);
        if (Cores.Count > 0) CopyKeys(Cores[0], core);
        Cores.Add(core);
        await core.StartAsync();
    }

    /// <summary>As whoever sets up a second core does.</summary>
    private static void CopyKeys(Service from, Service to)
    {
        var keys = Path.Combine(to.Home, KeysFolder);
        Directory.CreateDirectory(keys);
        foreach (var name in new[] { "seal.key", "core.key" })
        {
            File.Copy(Path.Combine(from.Home, KeysFolder, name), Path.Combine(keys, name));
        }
    }

    private static async Task<string> StatusOfAsync(Service core, AgentProgram agent)
    {
        var all = await core.Api.ListAsync("/v1/agents");
        var found = all.FirstOrDefault(row => ServiceApi.Text(row, "address") == agent.Label);
        return found is null ? "" : ServiceApi.Text(found, "status");
    }

    private static async Task<int> CountConnectedAsync(Service core) =>
        (await core.Api.ListAsync("/v1/agents")).Count(agent =>
            ServiceApi.Text(agent, "status") == "connected");
}
