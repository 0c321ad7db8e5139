using Amazon.S3.Model;
using Shield.Plugins.S3.Objects;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Uploads;

/// <summary>Removes what a store that failed has begun.</summary>
internal static class CleanUp
{
    private const int RoundsMax = 5;

    /// <summary>Never throws: what made the store fail is to be said, not what followed.</summary>
    /// <param name="target">The object.</param>
    /// <param name="uploadId">The upload in parts; null where none is known.</param>
    /// <param name="mayBeThere">Whether the object may have become visible.</param>
    /// <param name="cancellationToken">The time for it.</param>
    public static async Task RunAsync(
        UploadTarget target, string? uploadId, bool mayBeThere, CancellationToken cancellationToken)
    {
        try
        {
            if (uploadId is not null) await AbortAsync(target, uploadId, cancellationToken);
            if (mayBeThere) await Removal.RunAsync(target.Bucket, target.Name, cancellationToken);
            await AbortAllAsync(target, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailure or PluginException or OperationCanceledException)
        {
            var why = e is OperationCanceledException ? "there was no time left" : e.Message;
            target.Bucket.Say(
                $"warning: something of '{target.Name}' may be left: {why}. Parts are removed by a store "
                + $"after {LeftOvers.Age.TotalDays} days; a whole object by the check of the store");
        }
    }

    private static async Task AbortAsync(
        UploadTarget target, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await target.Bucket.Attempts.RunAsync(
                "remove the parts",
                watch => target.Bucket.S3.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest
                    {
                        BucketName = target.Bucket.Name, Key = target.Name, UploadId = uploadId,
                    },
                    watch.Token),
                cancellationToken);
        }
        catch (RequestFailure failure) when (failure.IsNotFound)
        {
            // It is gone, or it has become the object.
        }
    }

    /// <summary>An upload whose beginning was never confirmed, or a part that came late, is only seen by
    /// asking.</summary>
    private static async Task AbortAllAsync(UploadTarget target, CancellationToken cancellationToken)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            var left = await LeftOvers.OfAsync(target.Bucket, target.Name, cancellationToken);
            if (left.Count == 0) return;
            foreach (var upload in left) await AbortAsync(target, upload, cancellationToken);
        }
    }
}
