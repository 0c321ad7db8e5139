using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>target backup → store store. Two zeros and a key make an archive; anything else makes none.
/// </summary>
internal sealed class BackupPipeline(KnownPlugins plugins, ISecretOpener secrets, BlobRemoval removal)
{
    public async Task<PipelineOutcome> RunAsync(PipelinePlan.Backup plan, int attemptNumber, Attempt attempt)
    {
        var from = secrets.Open(plan.Target.Endpoint);
        var into = secrets.Open(plan.Store.Endpoint);
        attempt.Log.Hide(from, into);
        var target = await plugins.FindAsync(plan.Target.Plugin, PluginMode.Target, attempt.Stop);
        var store = await plugins.FindAsync(plan.Store.Plugin, PluginMode.Store, attempt.Stop);
        if (attemptNumber > 1) await BlobRemoval.RemoveRemainsAsync(store, into, plan.Archive, attempt);

        await using var source = await attempt.StartAsync(target, PluginStage.Backup, from, key: null);
        await using var sink = await attempt.StartAsync(store, PluginStage.Store, into, key: null);
        var answering = PluginRun.ReadReplyAsync(sink.Output);
        var end = await Transfer.RunAsync(
            attempt, source, sink, pumped => pumped.Bytes > 0 || target.Info.AllowsEmpty);
        attempt.Log.Settle();

        var reply = PluginReply.ParseStored(await answering, store.Info.Protocol);
        var key = (reply as Verdict<StoredObject>.Good)?.Value.Key;
        var fault = WhyNot(end, source, sink, reply);
        if (fault is null && !attempt.Stop.IsCancellationRequested)
        {
            attempt.Log.Say($"{end.Pumped.Bytes} bytes stored, sha256 {end.Pumped.Sha256}, key {key}");
            return new PipelineOutcome.Stored(key!, end.Pumped.Bytes, end.Pumped.Sha256);
        }

        var left = await RemoveAsync(store, into, key, end, attempt);
        if (fault is null || attempt.Stop.IsCancellationRequested) return new PipelineOutcome.Canceled(left);
        fault.LeftBehind = left;
        return fault.ToOutcome();
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    private static PipelineException? WhyNot(
        TransferEnd end, PluginRun source, PluginRun sink, Verdict<StoredObject> reply) => (end, reply) switch
    {
        ({ SourceExit: not null and not 0 }, _) => source.Blame(end.SourceExit.Value),
        ({ Pumped.End: PumpEnd.SourceFailed }, _) =>
            new PipelineException(PluginStage.Pipeline, null, $"reading broke off: {end.Pumped.Fault}"),
        ({ IsWhole: false, SourceExit: 0, Pumped.Bytes: 0 }, _) =>
            source.Blame("it exited 0 but printed nothing; an empty backup restores nothing"),
        ({ SinkExit: not 0 }, _) => sink.Blame(end.SinkExit),
        ({ IsWhole: false }, _) =>
            sink.Blame("it exited 0 before it had been given all there is to store"),
        (_, Verdict<StoredObject>.Bad bad) => sink.Blame(bad.Reason),
        (_, Verdict<StoredObject>.Good good) => WhyNotSame(end.Pumped, good.Value, sink),
        _ => throw new InvalidOperationException("a transfer has an end that nobody thought of"),
    };

    /// <summary>What is wrong with what the store says that it holds; null when nothing is.</summary>
    internal static PipelineException? WhyNotSame(PumpResult sent, StoredObject stored, PluginRun sink)
    {
        if (stored.Bytes is { } bytes && bytes != sent.Bytes)
        {
            return sink.Blame($"it was sent {sent.Bytes} bytes and says that it holds {bytes}");
        }

        return stored.Sha256 is { } sha256 && sha256 != sent.Sha256
            ? sink.Blame($"it was sent sha256 {sent.Sha256} and says that it holds {sha256}")
            : null;
    }

    /// <summary>Removes what a failed backup has stored; says what may be left.</summary>
    private async Task<Leftover?> RemoveAsync(
        KnownPlugin store, EndpointConfig into, string? key, TransferEnd end, Attempt attempt)
    {
        if (key is not null)
        {
            return await removal.TryRemoveAsync(store, into, key, attempt) ? null : new Leftover(key);
        }

        if (store.Info.Protocol > PluginInfo.FirstProtocol)
        {
            // It promises to leave nothing of an input that was cut, unless it is killed. With a whole one it
            // may have made the blob visible in the moment in which it was told to stop.
            return end.IsWhole || end.SinkExit is 0 or > 128 ? new Leftover(null) : null;
        }

        attempt.Log.Say("the store printed no key: if it stored something, nobody knows under which name");
        return null;
    }
}
