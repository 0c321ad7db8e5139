using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>Reaches agents that are silos: through the grain that lives there.</summary>
internal sealed class Workers(IGrainFactory grains, IAgentSeal seal) : IWorkers
{
    public IWorker Of(AgentAddress agent) =>
        new SealingWorker(agent, grains.GetGrain<IWorkerGrain>(agent.Value), seal);

    /// <summary>Seals every endpoint for the agent, and hands on what is asked.</summary>
    private sealed class SealingWorker(AgentAddress agent, IWorker worker, IAgentSeal seal) : IWorker
    {
        public Task StartAsync(WorkOrder order, CancellationToken cancellationToken) =>
            worker.StartAsync(order with { Plan = Sealed(order.Plan) }, cancellationToken);

        public Task CancelAsync(TaskId task, int attempt, CancellationToken cancellationToken) =>
            worker.CancelAsync(task, attempt, cancellationToken);

        public Task<bool> KnowsAsync(TaskId task, int attempt, CancellationToken cancellationToken) =>
            worker.KnowsAsync(task, attempt, cancellationToken);

        public Task<IReadOnlyList<PluginReport>> ListPluginsAsync(CancellationToken cancellationToken) =>
            worker.ListPluginsAsync(cancellationToken);

        public Task<CheckReport> ValidateAsync(
            PluginCall call, PluginPart part, CancellationToken cancellationToken) =>
            worker.ValidateAsync(Sealed(call), part, cancellationToken);

        public Task<CheckReport> TestStoreAsync(PluginCall call, CancellationToken cancellationToken) =>
            worker.TestStoreAsync(Sealed(call), cancellationToken);

        public IAsyncEnumerable<DownloadPiece> DownloadAsync(
            DownloadOrder order, CancellationToken cancellationToken) =>
            worker.DownloadAsync(order with { Store = Sealed(order.Store) }, cancellationToken);

        public Task ConfirmTakenAsync(Guid download, long bytes, CancellationToken cancellationToken) =>
            worker.ConfirmTakenAsync(download, bytes, cancellationToken);

        public IAsyncEnumerable<BlobPage> ListBlobsAsync(
            PluginCall call, CancellationToken cancellationToken) =>
            worker.ListBlobsAsync(Sealed(call), cancellationToken);

        private PipelinePlan Sealed(PipelinePlan plan) => plan switch
        {
            PipelinePlan.Backup backup =>
                backup with { Target = Sealed(backup.Target), Store = Sealed(backup.Store) },
            PipelinePlan.Restore restore =>
                restore with { Target = Sealed(restore.Target), Store = Sealed(restore.Store) },
            _ => plan with { Store = Sealed(plan.Store) },
        };

        private PluginCall Sealed(PluginCall call) =>
            call with { Endpoint = seal.SealFor(agent, call.Endpoint) };
    }
}
