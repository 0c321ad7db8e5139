namespace Shield.Grains.Workers;

/// <summary>A blob in a store whose key bears a UUID.</summary>
/// <param name="Key">Names it for retrieve and purge.</param>
/// <param name="Modified">When it was written, by the clock of its store.</param>
[GenerateSerializer, Immutable, Alias("shield.ListedBlob")]
public sealed record ListedBlob(string Key, DateTimeOffset Modified);

/// <summary>A part of what a store lists.</summary>
/// <param name="Blobs">Blobs whose key bears a UUID, in the order in which the store lists them.</param>
/// <param name="Listed">How many keys this part has, those of other kinds included.</param>
/// <param name="IsLast">Whether the list is whole with this part; a list that breaks off has no such part.
/// </param>
[GenerateSerializer, Immutable, Alias("shield.BlobPage")]
public sealed record BlobPage(IReadOnlyList<ListedBlob> Blobs, int Listed, bool IsLast)
{
    /// <summary>How many blobs a part has at most.</summary>
    public const int BlobsMax = 500;
}
