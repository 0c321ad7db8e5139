using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>Runs what an order asks for, and turns every ending into an outcome.</summary>
internal sealed class Pipelines(
    KnownPlugins plugins,
    ProcessSupervision processes,
    ISecretOpener secrets,
    TimeProvider clock,
    ILogger<Pipelines> logger)
{
    private readonly BlobRemoval _removal = new(clock);

    /// <summary>What all plugins of the order will share.</summary>
    public Attempt Open(WorkOrder order, WorkLog log, CancellationToken stop) =>
        new(processes, order.Task, order.Plan.Archive, log, clock, stop, order.Attempt);

    /// <summary>Runs it to its end; never fails.</summary>
    public async Task<PipelineOutcome> RunAsync(WorkOrder order, Attempt attempt)
    {
        try
        {
            return await ChooseAsync(order, attempt);
        }
        catch (PipelineException fault)
        {
            attempt.Log.Settle();
            return attempt.Stop.IsCancellationRequested
                ? new PipelineOutcome.Canceled(fault.LeftBehind)
                : fault.ToOutcome();
        }
        catch (Exception fault) when (fault is ProcessStartException or ShieldException or IOException)
        {
            return new PipelineOutcome.Failed(
                PluginStage.Prepare, null, attempt.Log.Redact(fault.Message), false, null);
        }
        catch (Exception bug)
        {
            // The task must end whatever happens here; what it was is for us, not for its log.
            logger.Bug(order.Task, order.Attempt, bug);
            const string Why = "a fault of the agent: its own log says more";
            return new PipelineOutcome.Failed(PluginStage.Pipeline, null, Why, false, new Leftover(null));
        }
    }

    /// <summary>Removes what an attempt that nobody wants has stored.</summary>
    /// <returns>The outcome as it stands then.</returns>
    public async Task<PipelineOutcome> DiscardAsync(WorkOrder order, Attempt attempt, PipelineOutcome outcome)
    {
        if (order.Plan is not PipelinePlan.Backup plan) return outcome;
        if (outcome is not PipelineOutcome.Stored blob) return outcome;
        try
        {
            var store = await plugins.FindAsync(
                plan.Store.Plugin, PluginMode.Store, CancellationToken.None);
            var endpoint = secrets.Open(plan.Store.Endpoint);
            var isGone = await _removal.TryRemoveAsync(store, endpoint, blob.Key, attempt);
            return new PipelineOutcome.Canceled(isGone ? null : new Leftover(blob.Key));
        }
        catch (Exception fault) when (fault is PipelineException or ProcessStartException or ShieldException)
        {
            return new PipelineOutcome.Canceled(new Leftover(blob.Key));
        }
    }

    private Task<PipelineOutcome> ChooseAsync(WorkOrder order, Attempt attempt) => order.Plan switch
    {
        PipelinePlan.Backup plan =>
            new BackupPipeline(plugins, secrets, _removal).RunAsync(plan, order.Attempt, attempt),
        PipelinePlan.Restore plan => new RestorePipeline(plugins, secrets).RunAsync(plan, attempt),
        PipelinePlan.Purge plan => new PurgePipeline(plugins, secrets).RunAsync(plan, attempt),
        _ => throw new InvalidOperationException($"unknown plan {order.Plan.GetType().Name}"),
    };
}
