using Amazon.S3.Model;
using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Uploads;

/// <summary>An input that fits into one part goes by one request.</summary>
/// <param name="target">Where it goes.</param>
/// <param name="buffer">The input.</param>
/// <param name="count">Its bytes.</param>
internal sealed class SingleUpload(UploadTarget target, byte[] buffer, int count)
{
    private readonly byte[] _md5 = Md5.Of(buffer.AsSpan(0, count));
    private bool _mayBeThere = true;

    /// <summary>Stores it, or leaves nothing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SendAsync(cancellationToken);
            await Proof.CheckAsync(
                target, count, etag => EtagRule.ContradictsWhole(etag, _md5), cancellationToken);
        }
        catch
        {
            using var deadline = target.CleanUpDeadline(cancellationToken);
            if (_mayBeThere)
                await CleanUp.RunAsync(target, uploadId: null, mayBeThere: true, deadline.Token);
            throw;
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var tries = 0;
        try
        {
            await Proof.NeverOverAsync(condition => target.Bucket.Attempts.RunAsync(
                "store the object",
                watch =>
                {
                    tries++;
                    return PutAsync(condition, watch);
                },
                cancellationToken));
        }
        catch (RequestFailure failure) when (tries == 1 && !failure.IsOpen)
        {
            _mayBeThere = false;
            if (Proof.IsCondition(failure)) throw Upload.Known(target.Name);
            throw;
        }
        catch (RequestFailure failure)
        {
            // An earlier try may have been obeyed, and its answer lost.
            if (!await Proof.IsThereAsync(target, cancellationToken)) throw;
            // If it turns out to be another's, it is not for us to remove.
            if (Proof.IsCondition(failure)) _mayBeThere = false;
        }
    }

    private async Task<PutObjectResponse> PutAsync(string? condition, StandstillWatch watch)
    {
        var bucket = target.Bucket;
        using var bytes = new PartStream(buffer, count, watch);
        return await bucket.S3.PutObjectAsync(
            bucket.Keeping.Apply(
                new PutObjectRequest
                {
                    BucketName = bucket.Name,
                    Key = target.Name,
                    InputStream = bytes,
                    AutoCloseStream = false,
                    MD5Digest = Convert.ToBase64String(_md5),
                    UseChunkEncoding = bucket.IsChunked,
                    IfNoneMatch = condition,
                },
                target.Begun),
            watch.Token);
    }
}
