using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Whether a backup and a restore would work, and what is missing; nothing is changed.</summary>
internal static class Validation
{
    /// <summary>No number, so that a command that may be sent is refused for that.</summary>
    private const string NoNumber = "no-number";

    public static async Task RunAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var address = Address.Of(call.Endpoint);
        await using var server = await RedisConnection.OpenAsync(address, cancellationToken);
        var facts = await ServerFacts.AskAsync(server, cancellationToken);
        if (facts.IsSentinel)
            throw new PluginException(PluginExit.Failed, Preflight.Sentinel);
        var faults = new List<string>();
        await MayBackUpAsync(call, address, server, faults, cancellationToken);
        var obstacles = await MayRestoreAsync(server, facts, faults, cancellationToken);
        if (faults.Count > 0) throw new PluginException(PluginExit.Failed, string.Join('\n', faults));
        foreach (var obstacle in obstacles)
            call.Say($"warning: a backup works, a restore to it would be refused: {obstacle}");
        if (facts.Modules.Count > 0 && !call.Endpoint.Flag(RedisFields.Modules))
            call.Say($"warning: the server has modules ({string.Join(", ", facts.Modules)}); a backup has "
                + $"their data, a restore of it has to be allowed in {RedisFields.Modules}");
        call.Say($"{address.Where} is {facts.Name}, and can be backed up"
            + (obstacles.Count == 0 ? " and restored" : ""));
    }

    private static async Task MayBackUpAsync(
        PluginCall call, Address address, RedisConnection server, List<string> faults,
        CancellationToken cancellationToken)
    {
        if (call.Endpoint.Text(RedisFields.Method) == RedisFields.ByFile)
        {
            await MaySendAsync(server, ["BGSAVE", NoNumber], faults, cancellationToken);
            try
            {
                await SavedFile.FindAsync(call.Endpoint, server, cancellationToken);
            }
            catch (PluginException e)
            {
                faults.Add(e.Message);
            }

            return;
        }

        // On a connection of its own: an old server would take it for a replica.
        await using var asReplica = await RedisConnection.OpenAsync(address, cancellationToken);
        await MaySendAsync(asReplica, ["REPLCONF", "capa", "eof"], faults, cancellationToken);
        await MaySendAsync(asReplica, ["PSYNC", "?", NoNumber], faults, cancellationToken);
    }

    /// <returns>Why a restore is impossible, other than for want of rights.</returns>
    private static async Task<IReadOnlyList<string>> MayRestoreAsync(
        RedisConnection server, ServerFacts facts, List<string> faults, CancellationToken cancellationToken)
    {
        if (facts.IsCluster || !facts.IsMaster)
            return await Preflight.ObstaclesAsync(server, facts, cancellationToken);
        await MaySendAsync(server, ["REPLICAOF", "127.0.0.1", NoNumber], faults, cancellationToken);
        await MaySendAsync(server, ["SELECT", NoNumber], faults, cancellationToken);
        try
        {
            await RdbVersion.OfAsync(server, facts, cancellationToken);
            return await Preflight.ObstaclesAsync(server, facts, cancellationToken);
        }
        catch (PluginException e)
        {
            faults.Add(e.Message);
            return [];
        }
    }

    private static async Task MaySendAsync(
        RedisConnection server, string[] command, List<string> faults, CancellationToken cancellationToken)
    {
        if (await server.TryAsync(command, cancellationToken) is RespValue.Refusal(var words)
            && Refusals.IsForbidden(words))
            faults.Add(Refusals.Explain(command[0], words));
    }
}
