using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>store retrieve → target restore. What is read must be what was stored; unless the target changes
/// nothing before its input has ended whole, the archive is read once beforehand to make sure.</summary>
internal sealed class RestorePipeline(KnownPlugins plugins, ISecretOpener secrets)
{
    public async Task<PipelineOutcome> RunAsync(PipelinePlan.Restore plan, Attempt attempt)
    {
        var from = secrets.Open(plan.Store.Endpoint);
        var into = secrets.Open(plan.Target.Endpoint);
        attempt.Log.Hide(from, into);
        var store = await plugins.FindAsync(plan.Store.Plugin, PluginMode.Store, attempt.Stop);
        var target = await plugins.FindAsync(plan.Target.Plugin, PluginMode.Target, attempt.Stop);
        if (!target.Info.Stages) await VerifyAsync(plan, store, from, attempt);

        await using var source = await attempt.StartAsync(store, PluginStage.Retrieve, from, plan.Key);
        await using var sink = await attempt.StartAsync(target, PluginStage.Restore, into, key: null);
        var draining = PluginRun.ReadReplyAsync(sink.Output);
        var end = await Transfer.RunAsync(attempt, source, sink, pumped => IsSame(plan, pumped));
        await draining;
        attempt.Log.Settle();

        if (WhyNot(plan, end, source, sink) is not { } fault)
        {
            attempt.Log.Say($"{end.Pumped.Bytes} bytes restored, sha256 {end.Pumped.Sha256} as stored");
            return new PipelineOutcome.Restored(end.Pumped.Bytes);
        }

        if (!target.Info.Stages) attempt.Log.Say("the target may be half-written: restore it again");
        return attempt.Stop.IsCancellationRequested ? new PipelineOutcome.Canceled(null) : fault.ToOutcome();
    }

    /// <summary>Reads the archive to its end and compares; the target is not touched yet.</summary>
    private static async Task VerifyAsync(
        PipelinePlan.Restore plan, KnownPlugin store, EndpointConfig from, Attempt attempt)
    {
        await using var source = await attempt.StartAsync(store, PluginStage.Retrieve, from, plan.Key);
        attempt.Log.Say("reading the archive once, to make sure that it is whole");
        source.EndInput();
        var pumped = await new BytePump(source.Output, Stream.Null).RunAsync();
        var end = await source.Ended;
        attempt.Log.Settle();
        if (end.ExitCode != 0) throw source.Blame(end.ExitCode);
        if (!IsSame(plan, pumped)) throw Damaged(plan, pumped, "the target has not been touched");
        attempt.Log.Say($"the archive is whole: {pumped.Bytes} bytes, sha256 {pumped.Sha256}");
    }

    private static PipelineException? WhyNot(
        PipelinePlan.Restore plan, TransferEnd end, PluginRun source, PluginRun sink)
    {
        if (end.SourceExit is not null and not 0) return source.Blame(end.SourceExit.Value);
        if (end.Pumped.End is PumpEnd.SourceEnded && !IsSame(plan, end.Pumped))
        {
            return Damaged(plan, end.Pumped, "the target was told not to use it");
        }

        if (end.SinkExit != 0) return sink.Blame(end.SinkExit);
        return end.IsWhole ? null : sink.Blame("it exited 0 before it had been given the whole archive");
    }

    private static bool IsSame(PipelinePlan.Restore plan, PumpResult pumped) =>
        ReadBack.WhyNotSame(plan.SizeBytes, plan.Sha256, pumped) is null;

    private static PipelineException Damaged(PipelinePlan.Restore plan, PumpResult pumped, string consequence)
    {
        var difference = ReadBack.WhyNotSame(plan.SizeBytes, plan.Sha256, pumped);
        return new PipelineException(
            PluginStage.Retrieve, 0, $"the archive is damaged: {difference}; {consequence}")
        {
            ArchiveDamaged = true,
        };
    }
}
