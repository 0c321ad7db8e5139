using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Archives;

/// <summary>Goes through a store's list, and remembers of it no more than what is to be done.</summary>
/// <param name="book">Knows whose blobs are, and remembers which were seen.</param>
/// <param name="limits">How long a task can take.</param>
/// <param name="startedAt">When the check began.</param>
/// <param name="now">The moment by which ages are taken.</param>
internal sealed class BlobSurvey(
    IStoreCheckBook book, TaskLimits limits, DateTimeOffset startedAt, DateTimeOffset now)
{
    /// <summary>How many blobs are remembered that are to go; the next check finds the others.</summary>
    private const int OrphansMax = 200;

    private readonly List<(ArchiveId Archive, string Key)> _orphans = [];

    /// <summary>Blobs that belong to nobody any more.</summary>
    public IReadOnlyList<(ArchiveId Archive, string Key)> Orphans => _orphans;

    /// <summary>How many keys there are, of whatever kind.</summary>
    public long Listed { get; private set; }

    /// <summary>How many blobs bear the UUID of an archive that this catalog does not know.</summary>
    public long Strangers { get; private set; }

    /// <summary>The key of one of those.</summary>
    public string OneStranger { get; private set; } = "";

    /// <summary>Reads all of it.</summary>
    /// <exception cref="ShieldException">It broke off, or had no end: it means nothing.</exception>
    public async Task ReadAsync(IAsyncEnumerable<BlobPage> pages, CancellationToken cancellationToken)
    {
        var isWhole = false;
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            Listed += page.Listed;
            isWhole = page.IsLast;
            await SortAsync(page.Blobs, cancellationToken);
        }

        if (!isWhole) throw new ShieldException(Reason.Unavailable, "the list has no end", "");
    }

    private async Task SortAsync(IReadOnlyList<ListedBlob> blobs, CancellationToken cancellationToken)
    {
        var archives = blobs.Select(blob => BlobRules.FindArchive(blob.Key)).OfType<ArchiveId>().ToHashSet();
        var owners = await book.FindOwnersAsync(archives, cancellationToken);
        var seen = archives.Where(archive => owners[archive] is BlobOwner.Archive).ToArray();
        await book.NoteSeenAsync(seen, startedAt, cancellationToken);
        foreach (var blob in blobs)
        {
            if (BlobRules.FindArchive(blob.Key) is { } archive) Sort(archive, owners[archive], blob);
        }
    }

    private void Sort(ArchiveId archive, BlobOwner owner, ListedBlob blob)
    {
        if (!BlobRules.IsOld(blob.Modified, now, limits.Deadline)) return;
        if (owner is BlobOwner.Stranger)
        {
            Strangers++;
            OneStranger = blob.Key;
        }
        else if (owner is BlobOwner.Nobody && _orphans.Count < OrphansMax)
        {
            _orphans.Add((archive, blob.Key));
        }
    }
}
