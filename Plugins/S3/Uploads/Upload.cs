using Shield.Plugins.S3.Objects;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Uploads;

/// <summary>Keeps an input of unknown length as one object, or leaves nothing.</summary>
internal static class Upload
{
    /// <param name="bucket">Where it goes.</param>
    /// <param name="input">Read to its end.</param>
    /// <param name="archive">Stands in the key.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<StoredObject> RunAsync(
        Bucket bucket, Stream input, Guid archive, CancellationToken cancellationToken)
    {
        var now = bucket.Clock.GetUtcNow();
        var key = ObjectKey.Make(now, archive);
        var name = bucket.NameOf(key);
        await RefuseKnownAsync(bucket, name, cancellationToken);
        await LeftOvers.AbortAsync(bucket, now, cancellationToken);
        using var reader = new PartReader(input);
        var firstMiB = PartSizes.MiBOf(1, bucket.PartMiB);
        using var buffers = new PartBuffers(firstMiB);
        var first = await buffers.TakeAsync(cancellationToken);
        var count = await reader.FillAsync(first, cancellationToken);
        var target = new UploadTarget(bucket, name, now);
        if (reader.HasEnded)
        {
            await new SingleUpload(target, first, count).RunAsync(cancellationToken);
        }
        else
        {
            await new PartedUpload(target).RunAsync(reader, buffers, first, count, cancellationToken);
        }

        return new StoredObject(key.Text, reader.Bytes, reader.Sha256());
    }

    /// <summary>Not every server keeps the condition that a write must not replace anything.</summary>
    private static async Task RefuseKnownAsync(
        Bucket bucket, string name, CancellationToken cancellationToken)
    {
        try
        {
            if (await Inspection.FindAsync(bucket, name, cancellationToken) is not null) throw Known(name);
        }
        catch (RequestFailure failure) when (failure.IsForbidden)
        {
            // Without the right to list, a server does not tell what is missing from what is forbidden; nor
            // does it give a reason. The write that follows gets one.
        }
    }

    /// <summary>The refusal to write over an object.</summary>
    public static PluginException Known(string name) =>
        new(PluginExit.Failed, $"there is an object '{name}' already; it is left as it is");
}
