using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Worker;

/// <summary>Removes blobs from a store: one by its key, or all that bear an archive's UUID.</summary>
internal sealed class BlobRemoval(TimeProvider clock)
{
    /// <summary>How long cleaning up may take when everything else has been told to stop.</summary>
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Removes a blob; does not give up when the attempt is to stop, only when it takes too long.
    /// </summary>
    /// <returns>Whether the store has confirmed it.</returns>
    public async Task<bool> TryRemoveAsync(
        KnownPlugin store, EndpointConfig endpoint, string key, Attempt attempt)
    {
        using var deadline = new CancellationTokenSource(CleanupTimeout, clock);
        try
        {
            await RemoveAsync(store, endpoint, key, attempt, deadline.Token);
            attempt.Log.Say($"what was stored as {key} has been removed again");
            return true;
        }
        catch (PipelineException refused)
        {
            attempt.Log.Say($"{key} could not be removed: {refused.Message}");
            return false;
        }
    }

    /// <summary>Removes a blob.</summary>
    /// <exception cref="PipelineException">The store has not confirmed it.</exception>
    public static async Task RemoveAsync(
        KnownPlugin store, EndpointConfig endpoint, string key, Attempt attempt, CancellationToken stop)
    {
        await using var run = await attempt.StartAsync(
            store, PluginStage.Purge, endpoint, key, mode: null, stop);
        run.EndInput();
        var draining = PluginRun.ReadReplyAsync(run.Output);
        var end = await run.Ended;
        await draining;
        if (end.ExitCode != 0) throw run.Blame(end.ExitCode);
    }

    /// <summary>Removes whatever a lost attempt has left under this archive's UUID.</summary>
    /// <exception cref="PipelineException">The store could not be asked, or did not confirm.</exception>
    public static async Task RemoveRemainsAsync(
        KnownPlugin store, EndpointConfig endpoint, ArchiveId archive, Attempt attempt)
    {
        if (store.Info.Protocol <= PluginInfo.FirstProtocol)
        {
            attempt.Log.Say("the store cannot list what it holds: remains of a lost attempt cannot be known");
            return;
        }

        foreach (var key in await ListAsync(store, endpoint, archive, attempt))
        {
            await RemoveAsync(store, endpoint, key, attempt, attempt.Stop);
            attempt.Log.Say($"{key}, left by a lost attempt, has been removed");
        }
    }

    /// <summary>The keys that bear an archive's UUID.</summary>
    /// <exception cref="PipelineException">The store could not be asked.</exception>
    public static async Task<IReadOnlyList<string>> ListAsync(
        KnownPlugin store, EndpointConfig endpoint, ArchiveId archive, Attempt attempt)
    {
        await using var run = await attempt.StartAsync(store, PluginStage.List, endpoint, key: null);
        run.EndInput();
        var reading = Task.Run(() => Matching(run, archive.ToString()));
        var end = await run.Ended;
        var keys = await reading;
        return end.ExitCode == 0 ? keys : throw run.Blame(end.ExitCode);
    }

    /// <summary>Reads line by line: a store can hold a million blobs, of which one or two are
    /// meant.</summary>
    private static List<string> Matching(PluginRun run, string uuid)
    {
        var keys = new List<string>();
        using var lines = new StreamReader(run.Output, leaveOpen: true);
        while (lines.ReadLine() is { } line)
        {
            if (!line.Contains(uuid, StringComparison.OrdinalIgnoreCase)) continue;
            if (PluginReply.ParseListed(line) is Verdict<ListedObject>.Good(var listed)
                && listed.Key.Contains(uuid, StringComparison.OrdinalIgnoreCase))
            {
                keys.Add(listed.Key);
            }
        }

        return keys;
    }
}
