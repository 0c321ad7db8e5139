using System.Security.Cryptography;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;
using PluginCall = Shield.Domain.Tasks.PluginCall;

namespace Shield.Agent.Worker;

/// <summary>One round trip of random bytes through a store, under the UUID of an archive that does not
/// exist. Whatever happens, what it has stored is removed, or it says what is left.</summary>
/// <param name="plugins">Where the store's plugin is found.</param>
/// <param name="secrets">Opens its endpoint.</param>
/// <param name="clock">Measures how long cleaning up takes.</param>
/// <param name="archive">The UUID that what is stored bears.</param>
/// <param name="open">What plugins share that are to end with this token.</param>
internal sealed class StoreRoundTrip(
    KnownPlugins plugins,
    ISecretOpener secrets,
    TimeProvider clock,
    ArchiveId archive,
    Func<CancellationToken, Attempt> open)
{
    /// <summary>Odd on purpose, and more than one buffer of anybody's.</summary>
    private const int BlobBytes = 100_001;

    /// <summary>How long cleaning up may take.</summary>
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(40);

    private bool _mayBeThere;
    private bool _outlivesPurge;
    private string? _key;

    /// <summary>Makes it; each step is said in the log of the attempt.</summary>
    /// <exception cref="PipelineException">The step that failed, and how.</exception>
    public async Task RunAsync(PluginCall call, CancellationToken stop)
    {
        var endpoint = secrets.Open(call.Endpoint);
        var attempt = open(stop);
        attempt.Log.Hide(endpoint);
        var store = await plugins.FindAsync(call.Plugin, PluginMode.Store, stop);
        var isDone = false;
        try
        {
            var sent = await StoreAsync(store, endpoint, attempt);
            await RetrieveAsync(store, endpoint, sent, attempt);
            await BlobRemoval.RemoveAsync(store, endpoint, _key!, attempt, stop);
            attempt.Log.Say($"it purged {_key}");
            await LookForItAsync(store, endpoint, attempt);
            isDone = true;
        }
        finally
        {
            if (!isDone && _mayBeThere) await CleanUpAsync(store, endpoint);
        }
    }

    private async Task<PumpResult> StoreAsync(
        KnownPlugin store, EndpointConfig endpoint, Attempt attempt)
    {
        var blob = RandomNumberGenerator.GetBytes(BlobBytes);
        await using var run = await attempt.StartAsync(
            store, PluginStage.Store, endpoint, key: null);
        _mayBeThere = true;
        var answering = PluginRun.ReadReplyAsync(run.Output);
        var sent = await new BytePump(new MemoryStream(blob), run.Input).RunAsync();
        var isTaken = sent.End is PumpEnd.SourceEnded && await run.TakesAllAsync();
        if (isTaken && !attempt.Stop.IsCancellationRequested) run.EndInput();
        else run.CutInput();
        var end = await run.Ended;
        attempt.Log.Settle();

        var reply = PluginReply.ParseStored(await answering, store.Info.Protocol);
        _key = (reply as Verdict<StoredObject>.Good)?.Value.Key;
        if (end.ExitCode != 0) throw run.Blame(end.ExitCode);
        if (!isTaken) throw run.Blame("it exited 0 before it had been given all there is to store");
        if (reply is Verdict<StoredObject>.Bad bad) throw run.Blame(bad.Reason);
        var stored = ((Verdict<StoredObject>.Good)reply).Value;
        if (BackupPipeline.WhyNotSame(sent, stored, run) is { } fault) throw fault;
        attempt.Log.Say($"it stored {sent.Bytes} random bytes as {_key}");
        return sent;
    }

    private async Task RetrieveAsync(
        KnownPlugin store, EndpointConfig endpoint, PumpResult sent, Attempt attempt)
    {
        await using var run = await attempt.StartAsync(
            store, PluginStage.Retrieve, endpoint, _key);
        run.EndInput();
        var pumped = await new BytePump(run.Output, Stream.Null).RunAsync();
        var end = await run.Ended;
        attempt.Log.Settle();
        if (end.ExitCode != 0) throw run.Blame(end.ExitCode);
        if (ReadBack.WhyNotSame(sent.Bytes, sent.Sha256, pumped) is { } difference)
            throw run.Blame($"it does not give back what was stored: {difference}");
        attempt.Log.Say($"it gave back the same {pumped.Bytes} bytes, sha256 {pumped.Sha256}");
    }

    /// <summary>It has been purged: is it gone?</summary>
    private async Task LookForItAsync(KnownPlugin store, EndpointConfig endpoint, Attempt attempt)
    {
        if (await TryListAsync(store, endpoint, attempt) is { } keys)
        {
            if (keys.Count > 0) throw StillThere($"it still lists {string.Join(", ", keys)}");
            attempt.Log.Say("it does not list it any more");
            return;
        }

        await using var run = await attempt.StartAsync(
            store, PluginStage.Retrieve, endpoint, _key);
        run.EndInput();
        await new BytePump(run.Output, Stream.Null).RunAsync();
        var end = await run.Ended;
        if (end.ExitCode == 0) throw StillThere($"it still gives out {_key}");
        if (attempt.Stop.IsCancellationRequested) throw run.Blame(end.ExitCode);
        attempt.Log.Say("it does not give it out any more; it has no list to look into");
    }

    /// <returns>What bears the UUID; null where the store has no list.</returns>
    private async Task<IReadOnlyList<string>?> TryListAsync(
        KnownPlugin store, EndpointConfig endpoint, Attempt attempt)
    {
        if (store.Info.Protocol <= PluginInfo.FirstProtocol) return null;
        try
        {
            return await BlobRemoval.ListAsync(store, endpoint, archive, attempt);
        }
        catch (PipelineException refused) when (refused.ExitCode == (int)PluginExit.Unsupported)
        {
            return null;
        }
    }

    private PipelineException StillThere(string how)
    {
        _outlivesPurge = true;
        return new PipelineException(PluginStage.Purge, 0, $"it exited 0 for the purge, but {how}");
    }

    /// <summary>Goes on when the test has been told to stop, for a while.</summary>
    private async Task CleanUpAsync(KnownPlugin store, EndpointConfig endpoint)
    {
        using var deadline = new CancellationTokenSource(CleanupTimeout, clock);
        var attempt = open(deadline.Token);
        try
        {
            if (_key is { } key)
            {
                await RemoveAsync(store, endpoint, key, attempt);
                return;
            }

            attempt.Log.Say("it printed no key: what it may have stored is looked for by its UUID");
            await BlobRemoval.RemoveRemainsAsync(store, endpoint, archive, attempt);
        }
        catch (Exception fault) when (fault is PipelineException or ProcessStartException)
        {
            attempt.Log.Say($"something may be left in the store under {_key ?? archive.ToString()}:"
                + $" {fault.Message}");
        }
    }

    private async Task RemoveAsync(KnownPlugin store, EndpointConfig endpoint, string key, Attempt attempt)
    {
        if (_outlivesPurge)
        {
            attempt.Log.Say($"{key} is left in the store: remove it by hand");
            return;
        }

        try
        {
            await BlobRemoval.RemoveAsync(store, endpoint, key, attempt, attempt.Stop);
            attempt.Log.Say($"what was stored as {key} has been removed again");
        }
        catch (PipelineException refused)
        {
            attempt.Log.Say($"{key} may be left in the store: remove it by hand; {refused.Message}");
        }
    }
}
