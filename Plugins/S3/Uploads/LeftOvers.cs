using Amazon.S3.Model;
using Shield.Plugins.Sdk;
using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Uploads;

/// <summary>Uploads in parts that nobody will end: what a killed plugin leaves. They are invisible, and cost
/// as much as objects.</summary>
internal static class LeftOvers
{
    /// <summary>No upload takes so long.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(7);

    private const int PagesMax = 10;

    /// <summary>Removes the old ones below the prefix whose keys have the form of ours.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="now">The moment for which to decide.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task AbortAsync(
        Bucket bucket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var upload in WalkAsync(bucket, bucket.Prefix, cancellationToken))
            {
                if (!ArchiveKey.Is(upload.Key[bucket.Prefix.Length..]) || !IsOld(upload, now)) continue;
                await bucket.Attempts.RunBrieflyAsync(
                    "remove what a killed store left",
                    watch => bucket.S3.AbortMultipartUploadAsync(
                        new AbortMultipartUploadRequest
                        {
                            BucketName = bucket.Name, Key = upload.Key, UploadId = upload.UploadId,
                        },
                        watch.Token),
                    cancellationToken);
                bucket.Say($"removed what a killed store left of '{upload.Key}'");
            }
        }
        catch (RequestFailure failure) when (failure.IsForbiddenHere || failure.Code == "NotImplemented")
        {
            // No reason not to store. Whatever else is wrong will not be better for the upload.
            bucket.Say($"warning: what killed stores may have left is not removed: {failure.Message}");
        }
    }

    /// <summary>The ids of the uploads of one object.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        Bucket bucket, string name, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var upload in WalkAsync(bucket, name, cancellationToken))
        {
            if (upload.Key == name) found.Add(upload.UploadId);
        }

        return found;
    }

    private static bool IsOld(MultipartUpload upload, DateTimeOffset now) =>
        upload.Initiated is { } begun && now.UtcDateTime - begun.ToUniversalTime() > Age;

    private static async IAsyncEnumerable<MultipartUpload> WalkAsync(
        Bucket bucket, string prefix,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = prefix };
        for (var page = 0; page < PagesMax; page++)
        {
            var answer = await bucket.Attempts.RunBrieflyAsync(
                "list uploads",
                watch => bucket.S3.ListMultipartUploadsAsync(request, watch.Token),
                cancellationToken);
            foreach (var upload in answer.MultipartUploads ?? [])
            {
                if (upload.Key.StartsWith(prefix, StringComparison.Ordinal)) yield return upload;
            }

            if (answer.IsTruncated != true) yield break;
            request.KeyMarker = answer.NextKeyMarker;
            request.UploadIdMarker = answer.NextUploadIdMarker;
        }
    }
}
