using Shield.Domain.Agents;

namespace Shield.Domain.Tasks;

/// <summary>What can happen to a task after it was requested.</summary>
public abstract record TaskEvent
{
    private TaskEvent(DateTimeOffset at) => At = at;

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Its turn has come: an attempt starts, on this run of its agent.</summary>
    public sealed record Started(DateTimeOffset At, AgentRun Run) : TaskEvent(At);

    /// <summary>Bytes have gone through.</summary>
    public sealed record Progressed(DateTimeOffset At, long BytesDone) : TaskEvent(At);

    /// <summary>The store has confirmed the blob of a backup; its archive is not recorded yet.</summary>
    public sealed record BlobStored(DateTimeOffset At, PipelineOutcome.Stored Blob) : TaskEvent(At);

    /// <summary>The archive of a backup has been recorded.</summary>
    public sealed record Archived(DateTimeOffset At) : TaskEvent(At);

    /// <summary>A restore or a purge has done all it was for.</summary>
    public sealed record Completed(DateTimeOffset At, long BytesDone) : TaskEvent(At);

    /// <summary>The pipeline failed.</summary>
    public sealed record PipelineFailed(DateTimeOffset At, string Reason) : TaskEvent(At);

    /// <summary>The attempt is gone, and nobody knows how it ended: its agent died or cannot be
    /// reached.</summary>
    /// <param name="At">When it happened.</param>
    /// <param name="Reason">How anybody knows.</param>
    /// <param name="Began">False when it is certain that no process of it was ever started.</param>
    public sealed record AttemptLost(DateTimeOffset At, string Reason, bool Began) : TaskEvent(At);

    /// <summary>Too long, waiting or running.</summary>
    public sealed record DeadlinePassed(DateTimeOffset At) : TaskEvent(At);

    /// <summary>Somebody wants it ended.</summary>
    public sealed record CancelRequested(DateTimeOffset At) : TaskEvent(At);

    /// <summary>Nothing of it is left running, as was asked.</summary>
    public sealed record Canceled(DateTimeOffset At) : TaskEvent(At);
}
