using Shield.Domain;
using Shield.Domain.Archives;

namespace Shield.Grains;

/// <summary>An archive, as lists show it.</summary>
public sealed record ArchiveRow
{
    /// <summary>Its id.</summary>
    public required ArchiveId Uuid { get; init; }

    /// <summary>How it stands.</summary>
    public required ArchiveStatus Status { get; init; }

    /// <summary>The name by which the store knows it.</summary>
    public required string StoreKey { get; init; }

    /// <summary>When its backup ended.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When its time is over.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What an operator wrote beside it.</summary>
    public required string Notes { get; init; }

    /// <summary>Who or what asked for its removal, or what is wrong with it.</summary>
    public required string PurgeReason { get; init; }

    /// <summary>The agent that made it.</summary>
    public required string Agent { get; init; }

    /// <summary>The target as it was then; its name is today's, empty when the target is gone. Without a
    /// summary.</summary>
    public required TargetRow Target { get; init; }

    /// <summary>The store as it was then; its name is today's, empty when the store is gone. Without a
    /// summary.</summary>
    public required StoreRow Store { get; init; }

    /// <summary>The job whose fruit it is.</summary>
    public required JobId Job { get; init; }

    /// <summary>The job's name today; empty when it is gone.</summary>
    public required string JobName { get; init; }

    /// <summary>The task that made it.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Length of the plain stream, in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the plain stream, 64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Which edition it is in: only its notes can be edited.</summary>
    public Edition Edition => Edition.Of(Notes);
}

/// <summary>Which archives.</summary>
/// <param name="Target">Of this target.</param>
/// <param name="Store">In this store.</param>
/// <param name="Status">Standing so.</param>
/// <param name="From">Taken at this moment or later.</param>
/// <param name="Until">Taken before this moment.</param>
public sealed record ArchiveFilter(
    TargetId? Target, StoreId? Store, ArchiveStatus? Status, DateTimeOffset? From, DateTimeOffset? Until);

public partial interface ICatalog
{
    /// <summary>Archives, the newest taken first.</summary>
    IAsyncEnumerable<ArchiveRow> ListArchivesAsync(
        ArchiveFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>One archive, or null.</summary>
    Task<ArchiveRow?> FindArchiveAsync(ArchiveId id, CancellationToken cancellationToken);
}
