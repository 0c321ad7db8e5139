using System.Net;
using Amazon.S3.Model;
using Shield.Plugins.S3.Objects;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Uploads;

/// <summary>Finds out whether the server really holds what was sent.</summary>
internal static class Proof
{
    /// <summary>How long a server may take to join parts.</summary>
    public static readonly TimeSpan JoinMax = TimeSpan.FromMinutes(10);

    private const int LooksMax = 5;
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(0.5);

    /// <summary>Writes on the condition that nothing is there, or without it where the server does not know
    /// it.</summary>
    public static async Task NeverOverAsync<T>(Func<string?, Task<T>> write)
    {
        try
        {
            await write("*");
        }
        catch (RequestFailure failure) when (failure.IsUnknownToServer)
        {
            await write(null);
        }
    }

    /// <summary>Whether a write was refused because something is there.</summary>
    public static bool IsCondition(RequestFailure failure) =>
        failure.Status == HttpStatusCode.PreconditionFailed;

    public static async Task<bool> IsThereAsync(UploadTarget target, CancellationToken cancellationToken) =>
        await LookAsync(target, cancellationToken) is not null;

    /// <summary>Compares what is there with what was sent.</summary>
    /// <param name="target">The object.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="contradicts">Whether an ETag cannot be right.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="PluginException">They differ.</exception>
    public static async Task CheckAsync(
        UploadTarget target, long bytes, Func<string, bool> contradicts, CancellationToken cancellationToken)
    {
        var found = await LookAsync(target, cancellationToken)
            ?? throw new PluginException(
                PluginExit.Failed, "the server has confirmed the object and does not have it");
        if (found.Bytes != bytes)
            throw new PluginException(
                PluginExit.Failed, $"the server holds {found.Bytes} of {bytes} bytes; nothing of it is kept");
        if (target.Bucket.ComparesEtags && !target.Bucket.Keeping.IsEncrypted && !found.IsEncrypted
            && contradicts(found.Etag))
            throw new PluginException(
                PluginExit.Failed,
                "the server holds something else than what it was sent, by its ETag; nothing of it is kept. "
                + $"If its ETags are made in another way, set {S3Fields.CompareEtags} to no");
        if (target.Bucket.Keeping.IsLocked && !found.IsLocked) await LockAsync(target, cancellationToken);
    }

    /// <summary>There are servers that forget the lock of an object that is sent in parts.</summary>
    private static async Task LockAsync(UploadTarget target, CancellationToken cancellationToken)
    {
        var bucket = target.Bucket;
        await bucket.Attempts.RunAsync(
            "lock the object",
            watch => bucket.S3.PutObjectRetentionAsync(
                bucket.Keeping.Apply(
                    new PutObjectRetentionRequest { BucketName = bucket.Name, Key = target.Name },
                    target.Begun),
                watch.Token),
            cancellationToken);
    }

    /// <summary>Some servers show a new object only after a while.</summary>
    private static async Task<Inspection?> LookAsync(UploadTarget target, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var found = await Inspection.FindAsync(target.Bucket, target.Name, cancellationToken);
            if (found is not null || look == LooksMax) return found;
            await Task.Delay(LookPause, target.Bucket.Clock, cancellationToken);
        }
    }
}
