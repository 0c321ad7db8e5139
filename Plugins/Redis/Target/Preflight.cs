using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Why a server cannot take a restore, found before anything is changed.</summary>
internal static class Preflight
{
    public const string Sentinel = "this is a Sentinel, which has no data: name the server";

    /// <summary>Where Sentinels that watch a server listen to each other.</summary>
    private const string SentinelChannel = "__sentinel__:hello";

    /// <summary>What is in the way on the server's side.</summary>
    public static async Task<IReadOnlyList<string>> ObstaclesAsync(
        RedisConnection server, ServerFacts facts, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        if (facts.IsSentinel) found.Add(Sentinel);
        if (facts.IsCluster)
            found.Add("the server is a node of a cluster, and holds only its share of the keys: a restore is "
                + "for single servers");
        if (!facts.IsMaster && !facts.IsSentinel)
            found.Add($"the server is a replica of {facts.Master}: restore to that one. If a restore that "
                + "was killed has left that, end it with REPLICAOF NO ONE; the next one by the same agent "
                + "does so");
        if (facts.IsLoading) found.Add("the server is still loading its data: wait for the end of that");
        if (found.Count == 0 && await IsWatchedAsync(server, cancellationToken))
            found.Add("Sentinels watch the server, and would undo the restore half-way: take it from them "
                + "first (SENTINEL REMOVE), and give it back afterwards (SENTINEL MONITOR)");
        return found;
    }

    /// <summary>Refuses an archive that would end the server that loads it.</summary>
    /// <exception cref="PluginException">It is newer than the server, or has what the server has
    /// not.</exception>
    public static async Task CheckAsync(
        PluginCall call, RedisConnection server, ServerFacts facts, RdbSummary archive,
        CancellationToken cancellationToken)
    {
        var faults = (await ObstaclesAsync(server, facts, cancellationToken)).ToList();
        var newest = await RdbVersion.OfAsync(server, facts, cancellationToken);
        if (archive.IsValkey != newest.IsValkey && archive.IsValkey || archive.Version > newest.Version)
            faults.Add($"the archive is of a newer server: its format is {archive.Version}, and this server "
                + $"loads {newest.Version} at most");
        var mayHaveModules = facts.Modules.Count > 0 && call.Endpoint.Flag(RedisFields.Modules);
        if (archive.ModuleTypes.Count > 0 && !mayHaveModules)
            faults.Add($"the archive has data of modules ({string.Join(", ", archive.ModuleTypes)}), over "
                + "which a server without them ends itself; "
                + (facts.Modules.Count == 0
                    ? "this one has none"
                    : $"if this one has all of them, say so in {RedisFields.Modules}"));
        var highest = archive.Databases.Keys.LastOrDefault();
        if (!await HasDatabaseAsync(server, highest, cancellationToken))
            faults.Add(
                $"the archive has a database {highest}, and the server is set up for fewer (databases)");
        if (faults.Count > 0) throw new PluginException(PluginExit.Failed, string.Join('\n', faults));
        if (facts.MaxMemory > 0 && archive.UsedMemory > facts.MaxMemory)
            call.Say($"warning: the data took {archive.UsedMemory} bytes of memory where it was, and this "
                + $"server has a maxmemory of {facts.MaxMemory}: it may evict keys, or refuse writes");
    }

    private static async Task<bool> IsWatchedAsync(
        RedisConnection server, CancellationToken cancellationToken) =>
        await server.AskAsync(["PUBSUB", "NUMSUB", SentinelChannel], cancellationToken)
            is RespValue.Items { Values: [_, RespValue.Number(> 0)] };

    /// <summary>Settings are often hidden; that a number is too high is told by whoever chooses it.</summary>
    private static async Task<bool> HasDatabaseAsync(
        RedisConnection server, long number, CancellationToken cancellationToken) =>
        await server.TryAsync(["SELECT", $"{number}"], cancellationToken) switch
        {
            RespValue.Refusal(var words) when Refusals.IsForbidden(words) =>
                throw Refusals.Of("SELECT", words),
            RespValue.Refusal => false,
            _ => true,
        };
}
