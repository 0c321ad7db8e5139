using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>The door through which the core reaches this agent; what runs, runs in the room behind
/// it.</summary>
[OnItsAgent]
internal sealed class WorkerGrain(
    WorkerRoom room,
    KnownPlugins plugins,
    PluginChecks checks,
    StoreRoundTrips roundTrips,
    Downloads downloads,
    BlobLists lists)
    : Grain, IWorkerGrain
{
    public Task StartAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        room.Start(order);
        return Task.CompletedTask;
    }

    public Task CancelAsync(TaskId task, int attempt, CancellationToken cancellationToken)
    {
        room.Cancel(task, attempt);
        return Task.CompletedTask;
    }

    public Task<bool> KnowsAsync(TaskId task, int attempt, CancellationToken cancellationToken) =>
        Task.FromResult(room.Knows(task, attempt));

    public Task<IReadOnlyList<PluginReport>> ListPluginsAsync(CancellationToken cancellationToken) =>
        plugins.ListAsync(cancellationToken);

    public Task<CheckReport> ValidateAsync(
        PluginCall call, PluginPart part, CancellationToken cancellationToken) =>
        checks.ValidateAsync(call, part, cancellationToken);

    public Task<CheckReport> TestStoreAsync(PluginCall call, CancellationToken cancellationToken) =>
        roundTrips.RunAsync(call, cancellationToken);

    public IAsyncEnumerable<DownloadPiece> DownloadAsync(
        DownloadOrder order, CancellationToken cancellationToken) =>
        downloads.ReadAsync(order, cancellationToken);

    public Task ConfirmTakenAsync(Guid download, long bytes, CancellationToken cancellationToken)
    {
        downloads.Confirm(download, bytes);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<BlobPage> ListBlobsAsync(
        PluginCall call, CancellationToken cancellationToken) => lists.ListAsync(call, cancellationToken);
}
