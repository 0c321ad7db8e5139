using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Makes the server a master again.</summary>
internal static class Release
{
    /// <summary>Shorter than a stopped plugin has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Tries until it is one; on a connection of its own, since the other may be in the middle of an
    /// answer, and not to be stopped.</summary>
    /// <param name="call">For words.</param>
    /// <param name="address">The server.</param>
    /// <param name="identifier">Of the history that it was offered.</param>
    /// <returns>Whether it has taken that over, and so holds the archive; null where nobody knows.</returns>
    public static async Task<bool?> RunAsync(PluginCall call, Address address, string identifier)
    {
        using var late = new CancellationTokenSource(Patience, call.Clock);
        var why = "";
        try
        {
            while (true)
            {
                (why, var holdsArchive) = await TryAsync(address, identifier, late.Token);
                if (why.Length == 0) return holdsArchive;
                await Task.Delay(Pause, call.Clock, late.Token);
            }
        }
        catch (OperationCanceledException)
        {
            call.Say("warning: the server may still be a replica of this agent, and then refuses writes: "
                + $"send it REPLICAOF NO ONE, or restart it{(why.Length > 0 ? $" ({why})" : "")}");
            return null;
        }
    }

    private static async Task<(string Why, bool HoldsArchive)> TryAsync(
        Address address, string identifier, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await RedisConnection.OpenAsync(address, cancellationToken);
            if (await server.TryAsync(["REPLICAOF", "NO", "ONE"], cancellationToken)
                is RespValue.Refusal(var words))
                return (words, false);
            var facts = await ServerFacts.AskAsync(server, cancellationToken);
            return ("", facts.FormerReplicationId == identifier);
        }
        catch (PluginException e)
        {
            return (e.Message, false);
        }
    }
}
