using Shield.Domain;
using Shield.Domain.Tasks;

namespace Shield.Grains.Workers;

/// <summary>What a worker is to read out of a store, and what must come.</summary>
/// <param name="Download">Names this reading; chosen by who asks.</param>
/// <param name="Archive">The archive that is read.</param>
/// <param name="Store">The store's side.</param>
/// <param name="Key">The name by which the store knows the archive.</param>
/// <param name="SizeBytes">How many bytes must come back.</param>
/// <param name="Sha256">Their SHA-256, 64 lower-case hex digits.</param>
[GenerateSerializer, Immutable, Alias("shield.DownloadOrder")]
public sealed record DownloadOrder(
    Guid Download, ArchiveId Archive, PluginCall Store, string Key, long SizeBytes, string Sha256);

/// <summary>What comes of it, in this order: any number of <see cref="Bytes"/>, then one of the others.
/// </summary>
[GenerateSerializer, Immutable, Alias("shield.DownloadPiece")]
public abstract record DownloadPiece
{
    /// <summary>So many bytes may be on their way: sent, and not yet confirmed as taken. It is what both
    /// sides hold in memory at most.</summary>
    public const int WindowBytes = 1024 * 1024;

    /// <summary>The longest piece.</summary>
    public const int BytesMax = 256 * 1024;

    private DownloadPiece()
    {
    }

    /// <summary>The next bytes. The last <see cref="BytesMax"/> of an archive come only when all of it has
    /// been found to be as it was stored.</summary>
    /// <param name="Content">1 to <see cref="BytesMax"/> of them.</param>
    [GenerateSerializer, Immutable, Alias("shield.DownloadPiece.Bytes")]
    public sealed record Bytes(ReadOnlyMemory<byte> Content) : DownloadPiece;

    /// <summary>That was all of it: the plugin exited 0, length and SHA-256 are as they must be.</summary>
    [GenerateSerializer, Immutable, Alias("shield.DownloadPiece.Whole")]
    public sealed record Whole : DownloadPiece;

    /// <summary>No more comes, and what has come must not be used.</summary>
    /// <param name="Reason">In words a person understands, without secrets.</param>
    /// <param name="ArchiveDamaged">Whether what was read is not what was stored.</param>
    [GenerateSerializer, Immutable, Alias("shield.DownloadPiece.Broken")]
    public sealed record Broken(string Reason, bool ArchiveDamaged) : DownloadPiece;
}
