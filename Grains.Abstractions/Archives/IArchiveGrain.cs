using Shield.Domain;
using Shield.Domain.Agents;

namespace Shield.Grains.Archives;

/// <summary>One archive, keyed by its UUID. Refuses with <see cref="ShieldException"/>.</summary>
[Alias("shield.IArchiveGrain")]
public interface IArchiveGrain : IGrainWithGuidKey
{
    /// <summary>Records what a backup made. Repeating it is fine; only the first counts.</summary>
    [Alias("Record")]
    Task RecordAsync(ArchiveRecord record, CancellationToken cancellationToken);

    /// <summary>Replaces the notes beside it.</summary>
    [Alias("Annotate")]
    Task AnnotateAsync(string notes, EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Asks for a restore, to its own target or to another one; a conflict unless it is
    /// valid.</summary>
    /// <param name="task">The task to make; saying it twice makes one.</param>
    /// <param name="target">Where to; null for its own target.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Where it is to run, when the task is saved.</returns>
    [Alias("Restore")]
    Task<AgentAddress> RestoreAsync(
        TaskId task, TargetId? target, string owner, CancellationToken cancellationToken);

    /// <summary>What it takes to read it, on its target's present agent or else on the one that made it; a
    /// conflict unless it is valid.</summary>
    [Alias("Snapshot")]
    Task<ArchiveSnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Ends its time now and asks for a purge of its blob. Repeating it is fine.</summary>
    /// <param name="reason">Who or what asks, in words.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("Delete")]
    Task DeleteAsync(string reason, EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Does what is due when its time is over: ends it, or begins to warn that it is the last valid
    /// one of its target. Passes over one whose time is not over. Repeating it is fine.</summary>
    [Alias("EndTime")]
    Task EndTimeAsync(CancellationToken cancellationToken);

    /// <summary>Asks for the next purge, if its blob is to go, no purge is under way, and the pause after the
    /// last one is over.</summary>
    [Alias("RepeatPurge")]
    Task RepeatPurgeAsync(CancellationToken cancellationToken);

    /// <summary>The store has confirmed that the blob of this key is gone. Another blob's key is passed over.
    /// </summary>
    [Alias("ConfirmPurged")]
    Task ConfirmPurgedAsync(string key, CancellationToken cancellationToken);

    /// <summary>Forgets it, if its purge was confirmed before that moment. Repeating it is fine.</summary>
    [Alias("Forget")]
    Task ForgetAsync(DateTimeOffset purgedBefore, CancellationToken cancellationToken);

    /// <summary>It was found damaged or gone.</summary>
    [Alias("Invalidate")]
    Task InvalidateAsync(string reason, CancellationToken cancellationToken);
}
