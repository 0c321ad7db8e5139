using Amazon.S3.Model;
using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Objects;

/// <summary>Removes an object for good: in a bucket that keeps versions, all of them.</summary>
internal static class Removal
{
    /// <summary>What such a bucket calls what was written while it kept none.</summary>
    private const string NoVersion = "null";

    public static async Task RunAsync(Bucket bucket, string name, CancellationToken cancellationToken)
    {
        if (await VersionsAsync(bucket, name, cancellationToken) is { Count: > 0 } versions)
        {
            foreach (var version in versions) await DeleteAsync(bucket, name, version, cancellationToken);
            return;
        }

        // There is none, or it cannot be listed. A plain delete where versions are kept would only hide it.
        var found = await FindAsync(bucket, name, cancellationToken);
        if (found is not null) await DeleteAsync(bucket, name, found.VersionId, cancellationToken);
    }

    private static async Task<Inspection?> FindAsync(
        Bucket bucket, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Inspection.FindAsync(bucket, name, cancellationToken);
        }
        catch (RequestFailure failure) when (failure.IsForbidden)
        {
            // The delete says better what is wrong.
            return new Inspection(0, "", VersionId: null, IsLocked: false);
        }
    }

    /// <summary>The versions of exactly this object, and the marks that hide it.</summary>
    /// <returns>Null where the server does not tell.</returns>
    private static async Task<List<string>?> VersionsAsync(
        Bucket bucket, string name, CancellationToken cancellationToken)
    {
        var request = new ListVersionsRequest { BucketName = bucket.Name, Prefix = name };
        var found = new List<string>();
        try
        {
            while (true)
            {
                var answer = await bucket.Attempts.RunBrieflyAsync(
                    "list the versions of the object",
                    watch => bucket.S3.ListVersionsAsync(request, watch.Token),
                    cancellationToken);
                found.AddRange((answer.Versions ?? [])
                    .Where(version => version.Key == name).Select(version => version.VersionId));
                if (answer.IsTruncated != true) return found;
                request.KeyMarker = answer.NextKeyMarker;
                request.VersionIdMarker = answer.NextVersionIdMarker;
            }
        }
        catch (RequestFailure failure) when (failure.IsForbidden || failure.IsUnknownToServer)
        {
            return null;
        }
    }

    private static async Task DeleteAsync(
        Bucket bucket, string name, string? version, CancellationToken cancellationToken)
    {
        var isPlain = version is null or "" or NoVersion;
        var answer = await SendAsync(bucket, name, isPlain ? null : version, cancellationToken);
        // Versions are suspended: the delete has left a mark in the place of what it removed.
        if (isPlain && answer.DeleteMarker == "true")
            await SendAsync(bucket, name, answer.VersionId ?? NoVersion, cancellationToken);
    }

    private static async Task<DeleteObjectResponse> SendAsync(
        Bucket bucket, string name, string? version, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = bucket.Name, Key = name, VersionId = version };
        try
        {
            return await bucket.Attempts.RunBrieflyAsync(
                "remove the object",
                watch => bucket.S3.DeleteObjectAsync(request, watch.Token),
                cancellationToken);
        }
        catch (RequestFailure failure) when (failure.Code is "NoSuchKey" or "NoSuchVersion")
        {
            // Not every server takes that for success.
            return new DeleteObjectResponse();
        }
    }
}
