using Shield.Domain.Agents;
using Shield.Domain.Plugins;

namespace Shield.Domain.Archives;

/// <summary>How an archive stands.</summary>
public enum ArchiveStatus
{
    /// <summary>It is there and can be restored.</summary>
    Valid,

    /// <summary>Its time is over, or somebody deleted it; its blob is to be removed.</summary>
    Expired,

    /// <summary>The store has confirmed that its blob is gone.</summary>
    Purged,

    /// <summary>It was found damaged, or gone.</summary>
    Invalid,
}

/// <summary>The fruit of a backup, as it is kept.</summary>
public sealed record ArchiveState
{
    /// <summary>Its id, repeated here for the catalog.</summary>
    public ArchiveId Uuid { get; init; }

    /// <summary>How it stands.</summary>
    public ArchiveStatus Status { get; init; }

    /// <summary>What was backed up.</summary>
    public TargetId TargetUuid { get; init; }

    /// <summary>Where it was put.</summary>
    public StoreId StoreUuid { get; init; }

    /// <summary>The job whose fruit it is.</summary>
    public JobId JobUuid { get; init; }

    /// <summary>The task that made it.</summary>
    public TaskId TaskUuid { get; init; }

    /// <summary>The name by which the store knows it.</summary>
    public string StoreKey { get; init; } = "";

    /// <summary>When its backup ended.</summary>
    public DateTimeOffset TakenAt { get; init; }

    /// <summary>When its time is over.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What an operator wrote beside it.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Who or what asked for its removal; empty while nobody has.</summary>
    public string PurgeReason { get; init; } = "";

    /// <summary>The task that removes its blob, or the last that tried; null while it is kept.</summary>
    public TaskId? PurgeTask { get; init; }

    /// <summary>How often its removal has been tried.</summary>
    public int PurgeTries { get; init; }

    /// <summary>When its removal is to be tried next; null while nobody wants it gone, and once it is.
    /// </summary>
    public DateTimeOffset? NextPurgeAt { get; init; }

    /// <summary>When the store confirmed that its blob is gone.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>Since when operators are warned that it is the last valid one of its target and about to go;
    /// null while nothing is to be warned of.</summary>
    public DateTimeOffset? WarnedAt { get; init; }

    /// <summary>The agent that made it.</summary>
    public AgentAddress Agent { get; init; }

    /// <summary>The target's plugin when it was made.</summary>
    public PluginName TargetPlugin { get; init; }

    /// <summary>The target's endpoint when it was made.</summary>
    public SealedEndpoint TargetEndpoint { get; init; } = SealedEndpoint.None;

    /// <summary>The store's plugin when it was made.</summary>
    public PluginName StorePlugin { get; init; }

    /// <summary>The store's endpoint when it was made: where to look for it, whatever is edited
    /// later.</summary>
    public SealedEndpoint StoreEndpoint { get; init; } = SealedEndpoint.None;

    /// <summary>Length of the plain stream, in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>SHA-256 of the plain stream, 64 lower-case hex digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Which edition it is in.</summary>
    public Edition ToEdition() => Edition.Of(Notes);
}
