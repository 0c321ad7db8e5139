using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Objects;

/// <summary>Finds every archive below the prefix by the form of its key; other objects do not
/// count.</summary>
internal static class Listing
{
    public static async IAsyncEnumerable<ListedObject> WalkAsync(
        Bucket bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket.Name, Prefix = bucket.Prefix };
        while (true)
        {
            var page = await bucket.Attempts.RunAsync(
                "list the bucket",
                watch => bucket.S3.ListObjectsV2Async(request, watch.Token),
                cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                if (!found.Key.StartsWith(bucket.Prefix, StringComparison.Ordinal)) continue;
                var key = found.Key[bucket.Prefix.Length..];
                if (ArchiveKey.Is(key))
                    yield return new ListedObject(key, found.Size ?? 0, Moment(found.LastModified));
            }

            if (page.IsTruncated != true || page.NextContinuationToken is null) yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    private static DateTimeOffset Moment(DateTime? modified) =>
        new((modified ?? DateTime.UnixEpoch).ToUniversalTime());
}
