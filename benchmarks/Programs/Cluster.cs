using System.Text.Json.Nodes;

namespace Shield.Benchmarks.Programs;

/// <summary>Cores and agents as programs of their own, each at an address of its own on loopback, with a
/// PostgreSQL server between them.</summary>
/// <param name="place">Its catalog, which goes with it.</param>
internal sealed class Cluster(CatalogPlace place) : IAsyncDisposable
{
    /// <summary>Each silo keeps some open.</summary>
    private const string Roomy = "-c max_connections=300";

    private const string KeysFolder = "keys";
    private const int LastLines = 40;

    private static readonly string[] SharedKeys = ["seal.key", "core.key"];
    private static readonly TimeSpan ConnectMax = TimeSpan.FromMinutes(1);

    private readonly List<Service> _cores = [];
    private readonly List<AgentProgram> _agents = [];

    public CatalogPlace Place => place;

    public IReadOnlyList<Service> Cores => _cores;

    public IReadOnlyList<AgentProgram> Agents => _agents;

    /// <summary>Starts all of it, and waits until every core sees every agent.</summary>
    /// <param name="folder">Where the homes are made.</param>
    /// <param name="cores">How many.</param>
    /// <param name="agents">How many.</param>
    /// <param name="settings">More of the environment of each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Cluster> StartAsync(
        string folder,
        int cores,
        int agents,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken)
    {
        var cluster = new Cluster(await CatalogKind.Postgres.PrepareAsync(Roomy));
        try
        {
            var all = new Dictionary<string, string>([.. cluster.Place.Settings, .. settings])
            {
                // What is killed leaves files there.
                ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName,
            };
            for (var number = 1; number <= cores; number++)
                await cluster.AddCoreAsync(Path.Combine(folder, $"core{number}"), all, cancellationToken);
            for (var number = 1; number <= agents; number++)
                await cluster.AddAgentAsync(Path.Combine(folder, $"agent{number}"), all);
            await cluster.SettleAsync(cancellationToken);
            return cluster;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(cluster.LastWords());
            await cluster.DisposeAsync();
            throw;
        }
        catch
        {
            // Whoever wanted it has nothing to end it by.
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next core of the ring, which is the same one when it is alone.</summary>
    public Service After(Service core) => _cores[(_cores.IndexOf(core) + 1) % _cores.Count];

    /// <summary>The core that has a task: it has said that its attempt starts.</summary>
    public Service HostOf(string task) =>
        _cores.LastOrDefault(core => core.Program.Said.Contains(
            $"task {task}: attempt", StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"no core says that it has task {task}");

    /// <summary>Waits until every core sees every agent.</summary>
    /// <exception cref="TimeoutException">That takes more than a minute.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var core in _cores)
        {
            foreach (var agent in _agents) await UntilAsync(core, agent, "connected", cancellationToken);
        }
    }

    /// <summary>Waits until a core says this of an agent.</summary>
    public static Task UntilAsync(
        Service core, AgentProgram agent, string status, CancellationToken cancellationToken) =>
        Poll.UntilAsync(
            async () =>
            {
                var list = await core.Api.TryShowAsync("/v1/agents", cancellationToken);
                return StatusOf(agent, list) == status;
            },
            () => $"agent {agent.Label} is not {status}",
            ConnectMax,
            cancellationToken);

    /// <summary>What each of them has said last, for whoever wants to know why something failed.</summary>
    public string LastWords() => string.Join('\n', _cores.Select(core => core.Program)
        .Concat(_agents.Select(agent => agent.Program))
        .Select(program => $"--- {program.Home}\n{Tail(program.Said)}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        foreach (var core in _cores) await core.DisposeAsync();
        await place.DisposeAsync();
    }

    private async Task AddCoreAsync(
        string home, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (_cores.Count > 0) CopyKeys(_cores[0].Program.Home, home);
        var all = new Dictionary<string, string>(settings)
        {
            ["SHIELD_SILO"] = $"127.0.1.{_cores.Count + 1}",
        };
        _cores.Add(await Service.StartCoreAsync(home, all, cancellationToken));
    }

    private async Task AddAgentAsync(string home, IReadOnlyDictionary<string, string> settings)
    {
        var agent = AgentProgram.Make(home, _agents.Count + 1, settings);
        _agents.Add(agent);
        await agent.Program.StartAsync();
    }

    /// <summary>As whoever sets up a second core does.</summary>
    private static void CopyKeys(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(to, KeysFolder));
        foreach (var name in SharedKeys)
            File.Copy(Path.Combine(from, KeysFolder, name), Path.Combine(to, KeysFolder, name));
    }

    private static string? StatusOf(AgentProgram agent, JsonNode? list) => list?.AsArray()
        .FirstOrDefault(row => row!["address"]!.GetValue<string>() == agent.Label)
        ?["status"]!.GetValue<string>();

    private static string Tail(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').TakeLast(LastLines));
}
