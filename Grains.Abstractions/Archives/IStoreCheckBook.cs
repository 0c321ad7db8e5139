using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;

namespace Shield.Grains.Archives;

/// <summary>A store, as it is seen from one agent: a folder of the same name is another one on another
/// machine.</summary>
/// <param name="Store">The store.</param>
/// <param name="Agent">The agent.</param>
public sealed record StoreView(StoreId Store, AgentAddress Agent);

/// <summary>What is remembered of checks of stores, and what the catalog knows of blobs.</summary>
public interface IStoreCheckBook
{
    /// <summary>The checks whose turn has come; each comes again after <paramref name="pause"/> unless it
    /// says otherwise. A store and an agent that a job has newly brought together come after that pause, too.
    /// </summary>
    /// <param name="now">At this moment.</param>
    /// <param name="pause">How long until a check that does not come to its end is repeated.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<StoreView>> TakeDueAsync(
        DateTimeOffset now, TimeSpan pause, int max, CancellationToken cancellationToken);

    /// <summary>To whom blobs belong, by the archive UUIDs in their keys.</summary>
    Task<IReadOnlyDictionary<ArchiveId, BlobOwner>> FindOwnersAsync(
        IReadOnlyCollection<ArchiveId> archives, CancellationToken cancellationToken);

    /// <summary>Notes that the blobs of these archives were listed by a check that began at this moment.
    /// </summary>
    Task NoteSeenAsync(
        IReadOnlyCollection<ArchiveId> archives,
        DateTimeOffset startedAt,
        CancellationToken cancellationToken);

    /// <summary>How many valid archives should be where this agent sees the store, and how many of them no
    /// check since then has seen. Only what this agent has put there itself is expected, and only under a key
    /// that bears its UUID.</summary>
    Task<(int Expected, int Missing)> CountAsync(
        StoreView view, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Those that no check since then has seen, the oldest first.</summary>
    Task<IReadOnlyList<ArchiveId>> ListMissingAsync(
        StoreView view, DateTimeOffset since, int max, CancellationToken cancellationToken);

    /// <summary>When the last check that was whole began; null when there was none.</summary>
    Task<DateTimeOffset?> FindLastWholeAsync(StoreView view, CancellationToken cancellationToken);

    /// <summary>Notes how a check ended.</summary>
    /// <param name="view">What was checked.</param>
    /// <param name="wholeAt">When it began, if it was whole; null leaves the last one that was.</param>
    /// <param name="trouble">What operators must know; empty when all is well.</param>
    /// <param name="nextAt">When the next one comes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task EndAsync(
        StoreView view,
        DateTimeOffset? wholeAt,
        string trouble,
        DateTimeOffset nextAt,
        CancellationToken cancellationToken);
}
