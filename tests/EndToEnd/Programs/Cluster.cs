using Shield.Servers;

namespace Shield.EndToEnd.Programs;

/// <summary>Cores and agents as programs of their own, each at an address of its own on loopback, with a
/// PostgreSQL server between them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string KeysFolder = "keys";

    private Cluster(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    public List<Service> Cores { get; } = [];

    public List<AgentProgram> Agents { get; } = [];

    /// <summary>Starts all of it, and waits until every core sees every agent.</summary>
    public static async Task<Cluster> StartAsync(int cores, int agents)
    {
        var cluster = new Cluster(await PostgresServer.StartAsync("-c max_connections=300"));
        try
        {
            var database = await cluster.Server.CreateDatabaseAsync();
            for (var i = 0; i < cores; i++) await cluster.AddCoreAsync(database);
            for (var i = 0; i < agents; i++) await cluster.AddAgentAsync(database);
            await cluster.SettleAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
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

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in Agents) await agent.DisposeAsync();
        foreach (var core in Cores) await core.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task AddCoreAsync(string database)
    {
        var core = Service.Make(new Dictionary<string, string?>
        {
            ["SHIELD_DATABASE"] = database,
            ["SHIELD_SILO"] = $"127.0.1.{Cores.Count + 1}",
        });
        if (Cores.Count > 0) CopyKeys(Cores[0], core);
        Cores.Add(core);
        await core.StartAsync();
    }

    private async Task AddAgentAsync(string database)
    {
        var agent = new AgentProgram(database, Agents.Count + 1);
        Agents.Add(agent);
        agent.Start();
        await Task.CompletedTask;
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

    private static async Task<int> CountConnectedAsync(Service core) =>
        (await core.Api.ListAsync("/v1/agents")).Count(agent =>
            ServiceApi.Text(agent, "status") == "connected");
}
