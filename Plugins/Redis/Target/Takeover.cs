using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Redis.Replication;
using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>The time in which the server is our replica: as short as can be, and ended whatever
/// happens.</summary>
internal sealed class Takeover(PluginCall call, Address address, RedisConnection server, Feed feed)
{
    private static readonly TimeSpan ComesWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync(
        WayBack way, ServerFacts facts, RdbSummary archive, Staging staging,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var serving = feed.RunAsync(facts.ReplicationId, staging.Open, stop.Token);
        var told = (Host: way.AnnouncedHost, Port: way.AnnouncedPort ?? feed.Port);
        var (end, isRefused) = ((Exception?)null, false);
        try
        {
            staging.Write(new TakeoverNote(
                address.Where, $"{told.Host}:{told.Port}", facts.ReplicationId, feed.Identifier));
            var answer = await server.TryAsync(["REPLICAOF", told.Host, $"{told.Port}"], cancellationToken);
            isRefused = answer is RespValue.Refusal;
            if (answer is RespValue.Refusal(var words)) throw Refusals.Of("REPLICAOF", words);
            await AwaitComingAsync(told, cancellationToken);
            await AwaitLoadedAsync(cancellationToken);
            await CheckAsync(archive, cancellationToken);
        }
        catch (Exception e) when (e is PluginException or OperationCanceledException)
        {
            end = e;
        }

        var outcome = isRefused ? false : await Release.RunAsync(call, address, feed.Identifier);
        staging.KeepsNote = outcome is null;
        await stop.CancelAsync();
        await Task.WhenAny(serving);
        if (end is not null) Fail(end, outcome);
        try
        {
            await AwaitLogAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            call.Say("the server holds the data of the archive, but is still writing its append-only file: "
                + "if it died now, it would come back with its old data");
            throw;
        }
    }

    private void Fail(Exception end, bool? holdsArchive)
    {
        call.Say(holdsArchive switch
        {
            true => "the server holds the data of the archive now",
            false => "nothing was changed",
            _ => "whether the server has loaded the archive is not known; it has either all of it or nothing",
        });
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(end);
    }

    private async Task AwaitComingAsync((string Host, int Port) told, CancellationToken cancellationToken)
    {
        try
        {
            await feed.Found.WaitAsync(ComesWithin, call.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new PluginException(
                PluginExit.Failed,
                $"the server did not come to {told.Host} port {told.Port} within {ComesWithin.TotalSeconds} "
                + "seconds to fetch the archive; its log may say why\n"
                + $"say in {RedisFields.AnnounceHost} and {RedisFields.AnnouncePort} at which address it "
                + $"sees the agent, and in {RedisFields.ListenHost} and {RedisFields.ListenPort} where it "
                + "listens");
        }
    }

    /// <summary>Until the server says that it has all of it.</summary>
    private async Task AwaitLoadedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = await ServerFacts.AskAsync(server, cancellationToken);
            if (feed.Sent.IsCompleted && facts.IsLinkedToMaster && !facts.IsLoading) return;
            if (feed.Gone.IsCompleted && !facts.IsLoading)
                throw new PluginException(
                    PluginExit.Failed,
                    "the server hung up before it had loaded the archive, and keeps the data it had; its log "
                    + "says why: often there is no room for the archive on its disk");
            await Task.Delay(Pause, call.Clock, cancellationToken);
        }
    }

    /// <summary>As long as it is a replica nothing expires in it, and nobody writes to it.</summary>
    private async Task CheckAsync(RdbSummary archive, CancellationToken cancellationToken)
    {
        var facts = await ServerFacts.AskAsync(server, cancellationToken);
        if (facts.IsWritableReplica)
        {
            call.Say("warning: the server lets clients write while it is a replica (replica-read-only no), "
                + "so what it has loaded cannot be compared with the archive");
            return;
        }

        var isSame = facts.Databases.Count == archive.Databases.Count
            && facts.Databases.All(found => archive.Databases.TryGetValue(found.Key, out var sent)
                && sent == found.Value)
            && (facts.Libraries ?? archive.Libraries) == archive.Libraries;
        if (isSame) return;
        throw new PluginException(
            PluginExit.Failed,
            "the server does not hold what the archive has: "
            + $"{facts.Databases.Values.Sum(found => found.Keys)} keys and {facts.Libraries} libraries of "
            + $"functions instead of {archive.Keys} and {archive.Libraries}");
    }

    /// <summary>Until the log of changes holds the new data, a crash would bring the old back.</summary>
    private async Task AwaitLogAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = await ServerFacts.AskAsync(server, cancellationToken);
            if (!facts.KeepsLog) return;
            if (!facts.IsRewritingLog)
            {
                if (facts.HasRewrittenLog) return;
                throw new PluginException(
                    PluginExit.Failed,
                    "the server holds the restored data, but could not write it to its append-only file: "
                    + "after a restart it would have the old data; see its log, and send it BGREWRITEAOF");
            }

            await Task.Delay(Pause, call.Clock, cancellationToken);
        }
    }
}
