using Shield.Domain;

namespace Shield.Grains.Archives;

/// <summary>An archive whose time is over.</summary>
/// <param name="Archive">The archive.</param>
/// <param name="Target">What it is a backup of.</param>
/// <param name="DueAt">Since when it is over.</param>
/// <param name="WarnedAt">Since when operators are warned that it goes; null when they are not.</param>
/// <param name="IsLast">Whether its target has no other valid archive.</param>
public sealed record DueArchive(
    ArchiveId Archive, TargetId Target, DateTimeOffset DueAt, DateTimeOffset? WarnedAt, bool IsLast);

/// <summary>A place in a list that is read page by page: after this moment, and at it after this id.
/// </summary>
/// <param name="At">The moment.</param>
/// <param name="Id">The UUID.</param>
public readonly record struct PagePlace(DateTimeOffset At, Guid Id)
{
    /// <summary>Before everything.</summary>
    public static PagePlace Start { get; } = new(DateTimeOffset.UnixEpoch, Guid.Empty);
}

/// <summary>What the catalog knows of archives that somebody has to see to. Every list is a step in an index
/// and a page of what follows.</summary>
public interface IArchiveUpkeep
{
    /// <summary>Archives whose time is over and which are still kept, the longest over first.</summary>
    /// <param name="now">Over at this moment.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<DueArchive>> ListDueAsync(
        DateTimeOffset now, PagePlace after, int max, CancellationToken cancellationToken);

    /// <summary>Whether a target has no valid archive but this one.</summary>
    Task<bool> IsLastAsync(ArchiveId archive, TargetId target, CancellationToken cancellationToken);

    /// <summary>Tasks that ended before that moment, the oldest first; no backup or restore of an archive
    /// that is not purged.</summary>
    Task<IReadOnlyList<TaskId>> ListOldTasksAsync(
        DateTimeOffset endedBefore, int max, CancellationToken cancellationToken);

    /// <summary>Archives whose purge was confirmed before that moment, the oldest first.</summary>
    Task<IReadOnlyList<ArchiveId>> ListOldArchivesAsync(
        DateTimeOffset purgedBefore, int max, CancellationToken cancellationToken);

    /// <summary>Archives whose blob is to go now and for which no purge is under way; those whose agent has
    /// <paramref name="perAgentMax"/> purges to do already come later.</summary>
    /// <param name="now">To go at this moment.</param>
    /// <param name="perAgentMax">How many purges one agent has to do at a time.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ArchiveId>> ListPurgesAsync(
        DateTimeOffset now, int perAgentMax, int max, CancellationToken cancellationToken);
}
