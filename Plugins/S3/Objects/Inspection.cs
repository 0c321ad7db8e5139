using Amazon.S3.Model;
using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Objects;

/// <summary>What a server says of an object.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Etag">Its ETag without quotes, in small letters; empty where the server gives none.</param>
/// <param name="VersionId">Null where the bucket keeps no versions.</param>
/// <param name="IsLocked">Whether it shows a lock; false where the account may not see locks.</param>
internal sealed record Inspection(long Bytes, string Etag, string? VersionId, bool IsLocked)
{
    /// <summary>Whether the server has encrypted it by a key that is not its own: then its ETag says
    /// nothing.</summary>
    public bool IsEncrypted { get; private init; }

    /// <summary>Looks at an object.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="RequestFailure">It cannot be told.</exception>
    public static async Task<Inspection?> FindAsync(
        Bucket bucket, string name, CancellationToken cancellationToken)
    {
        var request = bucket.Keeping.Apply(
            new GetObjectMetadataRequest { BucketName = bucket.Name, Key = name });
        try
        {
            var found = await bucket.Attempts.RunBrieflyAsync(
                "look at the object",
                watch => bucket.S3.GetObjectMetadataAsync(request, watch.Token),
                cancellationToken);
            return new Inspection(
                found.ContentLength, Plain(found.ETag), found.VersionId, found.ObjectLockMode is not null)
            {
                IsEncrypted = found.ServerSideEncryptionMethod?.Value is not (null or "" or "AES256"),
            };
        }
        catch (RequestFailure failure) when (failure.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>An ETag as it is compared.</summary>
    public static string Plain(string? etag) => etag?.Trim('"').ToLowerInvariant() ?? "";
}
