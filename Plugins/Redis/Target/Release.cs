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
    /// <param name="isSent">Whether the server has all of the archive, and so loads it.</param>
    public static async Task RunAsync(PluginCall call, Address address, bool isSent)
    {
        using var late = new CancellationTokenSource(Patience, call.Clock);
        var why = "";
        try
        {
            while (true)
            {
                why = await TryAsync(address, late.Token);
                if (why.Length == 0) return;
                await Task.Delay(Pause, call.Clock, late.Token);
            }
        }
        catch (OperationCanceledException)
        {
            call.Say("warning: the server may still be a replica of this agent, which refuses writes"
                + (isSent ? " once it has loaded the archive" : "")
                + $": send it REPLICAOF NO ONE, or restart it{(why.Length > 0 ? $" ({why})" : "")}");
        }
    }

    private static async Task<string> TryAsync(Address address, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await RedisConnection.OpenAsync(address, cancellationToken);
            return await server.TryAsync(["REPLICAOF", "NO", "ONE"], cancellationToken)
                is RespValue.Refusal(var words) ? words : "";
        }
        catch (PluginException e)
        {
            return e.Message;
        }
    }
}
