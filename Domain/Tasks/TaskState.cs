using Shield.Domain.Agents;

namespace Shield.Domain.Tasks;

/// <summary>A run of something, as it is kept.</summary>
public sealed record TaskState
{
    /// <summary>Its id, repeated here for the catalog.</summary>
    public TaskId Uuid { get; init; }

    /// <summary>Who asked for it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What it is for.</summary>
    public TaskKind Op { get; init; }

    /// <summary>Where it is in its life.</summary>
    public TaskPhase Status { get; init; }

    /// <summary>The job it is a run of; null for a restore or a purge.</summary>
    public JobId? JobUuid { get; init; }

    /// <summary>The archive it made, reads or removes; null for a backup that has made none yet.</summary>
    public ArchiveId? ArchiveUuid { get; init; }

    /// <summary>The target it reads or writes; null for a purge.</summary>
    public TargetId? TargetUuid { get; init; }

    /// <summary>The store it writes or reads; null when that has been deleted.</summary>
    public StoreId? StoreUuid { get; init; }

    /// <summary>What its worker is told.</summary>
    public PipelinePlan? Plan { get; init; }

    /// <summary>0 goes first, 100 last.</summary>
    public int Priority { get; init; }

    /// <summary>How many attempts have been started.</summary>
    public int Attempt { get; init; }

    /// <summary>The run of its agent that has the latest attempt; null before the first.</summary>
    public AgentRun? RanOn { get; init; }

    /// <summary>How long it may wait, and how long each attempt may take.</summary>
    public TimeSpan Deadline { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When its first attempt started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its present attempt started, or when it last began to wait.</summary>
    public DateTimeOffset AttemptAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When somebody asked to cancel it.</summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>What the store confirmed, from then until the archive is recorded.</summary>
    public PipelineOutcome.Stored? Stored { get; init; }

    /// <summary>Bytes that have gone through the pipeline.</summary>
    public long BytesDone { get; init; }

    /// <summary>Why it failed; empty unless it did.</summary>
    public string FailedBecause { get; init; } = "";

    /// <summary>Whether it has come to its end.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOver => Status is TaskPhase.Done or TaskPhase.Failed or TaskPhase.Canceled;
}
