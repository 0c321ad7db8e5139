using Orleans.Concurrency;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;

namespace Shield.Grains.Workers;

/// <summary>What one agent can be asked for: all that the core knows of it, however it is reached. Every
/// order names task and attempt and can be repeated.</summary>
public interface IWorker
{
    /// <summary>Starts a pipeline and returns at once; how it goes is reported to the task.</summary>
    [Alias("Start"), ResponseTimeout("00:00:05")]
    Task StartAsync(WorkOrder order, CancellationToken cancellationToken);

    /// <summary>Stops a pipeline and returns at once; an unknown one is passed over.</summary>
    [Alias("Cancel"), ResponseTimeout("00:00:05")]
    Task CancelAsync(TaskId task, int attempt, CancellationToken cancellationToken);

    /// <summary>Whether this worker knows this attempt: it runs, or its end has not been acknowledged yet.
    /// </summary>
    [Alias("Knows"), ResponseTimeout("00:00:05")]
    Task<bool> KnowsAsync(TaskId task, int attempt, CancellationToken cancellationToken);

    /// <summary>Every plugin in the folders of this agent, each asked what it is. Orders do not wait for
    /// this.</summary>
    [Alias("ListPlugins"), AlwaysInterleave, ResponseTimeout("00:01:00")]
    Task<IReadOnlyList<PluginReport>> ListPluginsAsync(CancellationToken cancellationToken);

    /// <summary>Lets a plugin check an endpoint; it changes nothing. Orders do not wait for this.</summary>
    [Alias("Validate"), AlwaysInterleave, ResponseTimeout("00:01:00")]
    Task<CheckReport> ValidateAsync(PluginCall call, PluginPart part, CancellationToken cancellationToken);

    /// <summary>Stores something in a store, reads it back and removes it again. Orders do not wait for this.
    /// </summary>
    [Alias("TestStore"), AlwaysInterleave, ResponseTimeout("00:03:00")]
    Task<CheckReport> TestStoreAsync(PluginCall call, CancellationToken cancellationToken);

    /// <summary>Reads an archive out of its store. Whoever reads goes on reading while earlier bytes are
    /// still being handed on, and says by <see cref="ConfirmTakenAsync"/> how far that is: who reads nothing
    /// for half a minute is taken for dead, and the plugin is ended.</summary>
    /// <exception cref="ShieldException">Unavailable: this agent hands out as much as it may at once.
    /// </exception>
    [Alias("Download"), AlwaysInterleave]
    IAsyncEnumerable<DownloadPiece> DownloadAsync(DownloadOrder order, CancellationToken cancellationToken);

    /// <summary>So many bytes of a download have been handed on, in all; so many more may come. One that is
    /// over is passed over.</summary>
    [Alias("ConfirmTaken"), AlwaysInterleave, ResponseTimeout("00:00:30")]
    Task ConfirmTakenAsync(Guid download, long bytes, CancellationToken cancellationToken);

    /// <summary>What a store holds, as its plugin lists it, part by part. A list that does not come to its
    /// end has no last part, and ends with a <see cref="ShieldException"/>.</summary>
    [Alias("ListBlobs"), AlwaysInterleave]
    IAsyncEnumerable<BlobPage> ListBlobsAsync(PluginCall call, CancellationToken cancellationToken);
}

/// <summary>What a worker is to do.</summary>
/// <param name="Task">For which task.</param>
/// <param name="Attempt">For which attempt of it, from 1.</param>
/// <param name="Plan">What.</param>
/// <param name="Deadline">How long it may take.</param>
[GenerateSerializer, Immutable, Alias("shield.WorkOrder")]
public sealed record WorkOrder(TaskId Task, int Attempt, PipelinePlan Plan, TimeSpan Deadline);
