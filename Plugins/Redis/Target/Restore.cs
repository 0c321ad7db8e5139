using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Redis.Replication;
using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Has the server fetch the archive as if from its master, and makes it a master again.</summary>
internal static class Restore
{
    private const string Unchanged = "nothing was changed";

    public static async Task RunAsync(PluginCall call, CancellationToken cancellationToken)
    {
        call.EnlargeInput();
        var address = Address.Of(call.Endpoint);
        using var staging = Staging.Begin(call.Endpoint);
        var archive = await TakeAsync(call, address, staging, cancellationToken);
        // A new connection: the first one may have been idle for hours.
        await using var server = await RedisConnection.OpenAsync(address, cancellationToken);
        var facts = await UnchangedIfFailed(async () =>
        {
            var now = await ServerFacts.AskAsync(server, cancellationToken);
            await Preflight.CheckAsync(call, server, now, archive, cancellationToken);
            return now;
        });
        var listening = await WayBack.FindAsync(call.Endpoint, server.Local, cancellationToken);
        using var feed = new Feed(listening.Address, listening.Port, address.Certificate);
        await new Takeover(call, address, server, feed).RunAsync(
            listening, facts, archive, staging, cancellationToken);
        call.Say($"restored: {archive.Keys} keys in {archive.Databases.Count} databases");
    }

    private static Task<RdbSummary> TakeAsync(
        PluginCall call, Address address, Staging staging, CancellationToken cancellationToken) =>
        UnchangedIfFailed(async () =>
        {
            // Whoever may not restore is told before hours of reading.
            await using var server = await RedisConnection.OpenAsync(address, cancellationToken);
            await LeftOvers.RemoveAsync(call, server, address.Where, cancellationToken);
            var facts = await ServerFacts.AskAsync(server, cancellationToken);
            var obstacles = await Preflight.ObstaclesAsync(server, facts, cancellationToken);
            if (obstacles.Count > 0)
                throw new PluginException(PluginExit.Failed, string.Join('\n', obstacles));
            return staging.Take(call.Input, cancellationToken);
        });

    private static async Task<T> UnchangedIfFailed<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (PluginException e)
        {
            throw new PluginException(e.Exit, $"{e.Message}\n{Unchanged}");
        }
    }
}
