using System.Net.Sockets;
using Npgsql;
using Shield.Servers;
using Shield.Testing;

namespace Shield.EndToEnd.Programs;

/// <summary>Cores and agents as programs of their own, each at an address of its own on loopback, with a
/// PostgreSQL server between them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string KeysFolder = "keys";

    private readonly NetworkSpace? _space;
    private readonly TestAuthority? _authority;
    private readonly string _folder = Directory.CreateTempSubdirectory("shield-cluster-").FullName;
    private Child? _relay;

    private Cluster(PostgresServer server, string database, NetworkSpace? space)
    {
        (Server, Database, _space) = (server, database, space);
        _authority = space is null ? null : new TestAuthority();
    }

    public PostgresServer Server { get; }

    /// <summary>What connects to the catalog as its owner.</summary>
    public string Database { get; }

    public List<Service> Cores { get; } = [];

    public List<AgentProgram> Agents { get; } = [];

    /// <summary>Starts all of it, and waits until every core sees every agent.</summary>
    /// <param name="cores">How many cores.</param>
    /// <param name="agents">How many agents.</param>
    /// <param name="settings">More settings of every core.</param>
    public static Task<Cluster> StartAsync(
        int cores, int agents, params IReadOnlyList<(string Name, string Value)> settings) =>
        StartAsync(cores, agents, null, _ => [], settings);

    /// <summary>The same, with all agents in a network of their own.</summary>
    public static Task<Cluster> StartAsync(int cores, int agents, NetworkSpace space) =>
        StartAsync(cores, agents, space, _ => space.Within, []);

    /// <summary>The same, with words before the command of each agent.</summary>
    public static Task<Cluster> StartAsync(int cores, int agents, Func<int, string[]> within) =>
        StartAsync(cores, agents, null, within, []);

    /// <summary>One more agent, which has not been started.</summary>
    /// <param name="database">What connects it to the catalog; the owner's when absent.</param>
    public AgentProgram AddAgent(string? database = null) => AddAgent(database ?? Database, []);

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
        if (_relay is { HasEnded: false }) await _relay.KillAsync();
        _relay?.Dispose();
        _authority?.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Cluster> StartAsync(
        int cores,
        int agents,
        NetworkSpace? space,
        Func<int, string[]> within,
        IReadOnlyList<(string Name, string Value)> settings)
    {
        var server = await PostgresServer.StartAsync("-c max_connections=300");
        var cluster = new Cluster(server, await server.CreateDatabaseAsync(), space);
        try
        {
            for (var i = 1; i <= cores; i++) await cluster.AddCoreAsync(i, settings);
            var seen = space is null ? cluster.Database : await cluster.RelayAsync(space);
            for (var i = 1; i <= agents; i++) cluster.AddAgent(seen, within(i)).Start();
            await cluster.SettleAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private async Task AddCoreAsync(int number, IReadOnlyList<(string Name, string Value)> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["SHIELD_DATABASE"] = Database,
            ["SHIELD_SILO"] = _space?.Here ?? $"127.0.1.{number}",
        };
        if (_space is not null) Certify(all, _space.Here);
        foreach (var (name, value) in settings) all[name] = value;
        var core = Service.Make(all);
        if (Cores.Count > 0) CopyKeys(Cores[0], core);
        Cores.Add(core);
        await core.StartAsync();
    }

    private AgentProgram AddAgent(string database, string[] within)
    {
        var number = Agents.Count + 1;
        var agent = new AgentProgram(database, number, within);
        if (_space is not null)
        {
            agent.Environment["SHIELD_SILO"] = _space.There;
            Certify(agent.Environment, _space.There, AgentProgram.HostOf(number));
        }

        Agents.Add(agent);
        return agent;
    }

    private void Certify(Dictionary<string, string?> settings, params string[] names)
    {
        var files = _authority!.Issue(_folder, names);
        settings["SHIELD_SILO_CERT"] = files.Cert;
        settings["SHIELD_SILO_KEY"] = files.Key;
        settings["SHIELD_SILO_CA"] = files.Ca;
    }

    /// <summary>The server listens where no cable leads to: a relay hands on what comes by cable.</summary>
    private async Task<string> RelayAsync(NetworkSpace space)
    {
        var there = new NpgsqlConnectionStringBuilder(Database) { Host = space.Here };
        _relay = Child.Start(
            Path.Combine(_folder, "relay.log"),
            Tools.CleanEnvironment(),
            "socat",
            $"TCP-LISTEN:{Server.Port},bind={space.Here},fork,reuseaddr",
            $"TCP:{PostgresServer.Host}:{Server.Port}");
        await Poll.UntilAsync(
            async () =>
            {
                using var socket = new TcpClient();
                try
                {
                    await socket.ConnectAsync(space.Here, Server.Port);
                    return true;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            () => "the relay does not listen");
        return there.ToString();
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
