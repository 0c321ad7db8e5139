using System.Globalization;

namespace Shield.Plugins.Redis.Server;

/// <summary>What a server says about itself (INFO).</summary>
internal sealed class ServerFacts
{
    private const string KeyspacePrefix = "db";
    private const string ModulePrefix = "module:name=";

    private readonly Dictionary<string, string> _facts;

    private ServerFacts(Dictionary<string, string> facts) => _facts = facts;

    /// <summary>Of Redis; forks say which one they are like.</summary>
    public string Version => Text("redis_version");

    /// <summary>Which server it is, for people.</summary>
    public string Name =>
        Text("valkey_version") is { Length: > 0 } valkey ? $"Valkey {valkey}" : $"Redis {Version}";

    public bool IsMaster => Text("role") == "master";

    public bool IsSentinel => Text("redis_mode") == "sentinel";

    public bool IsCluster => Text("cluster_enabled") == "1";

    public bool IsLoading => IsYes("loading") || IsYes("async_loading");

    /// <summary>Whose replica it is, as host and port.</summary>
    public string Master => $"{Text("master_host")}:{Text("master_port")}";

    public bool IsLinkedToMaster => Text("master_link_status") == "up";

    /// <summary>A replica that lets others write to it.</summary>
    public bool IsWritableReplica => Text("slave_read_only") == "0";

    /// <summary>By which its history is known: a replica of ours tells it first.</summary>
    public string ReplicationId => Text("master_replid");

    /// <summary>The identifier of the master whose replica it was until it became one itself.</summary>
    public string FormerReplicationId => Text("master_replid2");

    public bool KeepsLog => IsYes("aof_enabled");

    public bool IsRewritingLog => IsYes("aof_rewrite_in_progress") || IsYes("aof_rewrite_scheduled");

    public bool HasRewrittenLog => Text("aof_last_bgrewrite_status") == "ok";

    public bool IsSaving => IsYes("rdb_bgsave_in_progress");

    public bool HasSaved => Text("rdb_last_bgsave_status") == "ok";

    /// <summary>When the last save ended well, in seconds since 1970.</summary>
    public long LastSaveSeconds => Number("rdb_last_save_time");

    /// <summary>The server's own clock, in seconds since 1970; 0 where it does not say.</summary>
    public long NowSeconds => Number("server_time_usec") / 1_000_000;

    /// <summary>The names of the modules that it has loaded.</summary>
    public IReadOnlyList<string> Modules { get; private init; } = [];

    public long MaxMemory => Number("maxmemory");

    /// <summary>How many libraries of functions; null where the server does not say.</summary>
    public long? Libraries =>
        _facts.ContainsKey("number_of_libraries") ? Number("number_of_libraries") : null;

    /// <summary>Keys by database, and how many of these expire.</summary>
    public IReadOnlyDictionary<long, (long Keys, long Expiring)> Databases =>
        _facts.Where(fact => IsKeyspace(fact.Key)).ToDictionary(
            fact => long.Parse(fact.Key.AsSpan(KeyspacePrefix.Length), CultureInfo.InvariantCulture),
            fact => (Part(fact.Value, "keys"), Part(fact.Value, "expires")));

    public static async Task<ServerFacts> AskAsync(
        RedisConnection server, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var modules = new List<string>();
        foreach (var line in (await server.AskTextAsync(["INFO"], cancellationToken)).Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) facts[line[..colon]] = line[(colon + 1)..];
            // The only one of which there may be several: module:name=search,ver=20811,…
            if (line.StartsWith(ModulePrefix, StringComparison.Ordinal))
                modules.Add(line[ModulePrefix.Length..].Split(',')[0]);
        }

        return new ServerFacts(facts) { Modules = modules };
    }

    private static bool IsKeyspace(string name) =>
        name.StartsWith(KeyspacePrefix, StringComparison.Ordinal)
        && name.Length > KeyspacePrefix.Length
        && !name.AsSpan(KeyspacePrefix.Length).ContainsAnyExceptInRange('0', '9');

    private static long Part(string value, string name) =>
        value.Split(',').Select(part => part.Split('='))
            .Where(part => part.Length == 2 && part[0] == name)
            .Select(part => long.Parse(part[1], CultureInfo.InvariantCulture)).FirstOrDefault();

    private bool IsYes(string name) => Text(name) == "1";

    private string Text(string name) => _facts.GetValueOrDefault(name, "");

    private long Number(string name) =>
        long.TryParse(Text(name), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
