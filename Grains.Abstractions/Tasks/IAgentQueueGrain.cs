using Shield.Domain;
using Shield.Domain.Tasks;

namespace Shield.Grains.Tasks;

/// <summary>Who waits for an agent, keyed by its host:port. Keeps nothing: it is rebuilt from the catalog.
/// </summary>
/// <remarks>It grants a turn without waiting for the task, and never more at once than the agent has workers,
/// nor two for one target; while the agent is away it holds.</remarks>
[Alias("shield.IAgentQueueGrain")]
public interface IAgentQueueGrain : IGrainWithStringKey
{
    /// <summary>Takes a place. Repeating it is fine.</summary>
    [Alias("Enqueue")]
    Task EnqueueAsync(QueueTicket ticket, CancellationToken cancellationToken);

    /// <summary>Silos have come or gone: grants turns, and lets those that have one see whether their worker
    /// is still there.</summary>
    [Alias("Look")]
    Task LookAsync(CancellationToken cancellationToken);

    /// <summary>Gives back a place or a turn. Repeating it is fine.</summary>
    [Alias("Release")]
    Task ReleaseAsync(TaskId task, CancellationToken cancellationToken);
}
