using Amazon.S3.Model;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Uploads;

/// <summary>One upload in parts: several are sent while the next is read. It becomes an object when all are
/// joined; whatever fails before that takes the parts with it.</summary>
internal sealed class PartedUpload(UploadTarget target)
{
    private readonly SortedDictionary<int, string> _etags = [];
    private string? _id;
    private bool _mayBeJoined;
    private int _beginnings;
    private Exception? _failure;

    /// <summary>Sends all of the input.</summary>
    /// <param name="reader">Where the rest comes from.</param>
    /// <param name="buffers">From which the first part's is.</param>
    /// <param name="first">The first part.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task RunAsync(
        PartReader reader, PartBuffers buffers, byte[] first, int count, CancellationToken cancellationToken)
    {
        try
        {
            _id = await InitiateAsync(cancellationToken);
            await SendAllAsync(reader, buffers, first, count, cancellationToken);
            // The end of the input may be seen before the signal that says it was cut.
            cancellationToken.ThrowIfCancellationRequested();
            await JoinAsync(reader.Bytes, cancellationToken);
            // One whose answer was lost would stay.
            if (_beginnings > 1)
                await CleanUp.RunAsync(target, uploadId: null, mayBeThere: false, cancellationToken);
        }
        catch
        {
            using var deadline = target.CleanUpDeadline(cancellationToken);
            await CleanUp.RunAsync(target, _id, _mayBeJoined, deadline.Token);
            throw;
        }
    }

    private async Task<string> InitiateAsync(CancellationToken cancellationToken)
    {
        var bucket = target.Bucket;
        var begun = await bucket.Attempts.RunBrieflyAsync(
            "begin the upload",
            watch =>
            {
                _beginnings++;
                return bucket.S3.InitiateMultipartUploadAsync(
                    bucket.Keeping.Apply(
                        new InitiateMultipartUploadRequest { BucketName = bucket.Name, Key = target.Name },
                        target.Begun),
                    watch.Token);
            },
            cancellationToken);
        return begun.UploadId;
    }

    private async Task SendAllAsync(
        PartReader reader, PartBuffers buffers, byte[] first, int count, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = new List<Task>();
        try
        {
            var buffer = first;
            for (var number = 1; count > 0; number++)
            {
                sending.Add(SendAsync(number, buffer, count, buffers, giveUp));
                if (reader.HasEnded) break;
                var partMiB = SizeOfNext(number);
                if (partMiB != buffers.PartMiB)
                {
                    // Else the old buffers would be held beside the larger ones.
                    await Task.WhenAll(sending);
                    buffers.Clear();
                    buffers = new PartBuffers(partMiB);
                }

                buffer = await buffers.TakeAsync(giveUp.Token);
                count = await reader.FillAsync(buffer, giveUp.Token);
            }

            await Task.WhenAll(sending);
        }
        catch
        {
            await giveUp.CancelAsync();
            await Task.WhenAll(sending).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            // What was cancelled because of a part's failure is not the reason.
            if (_failure is not null) throw _failure;
            throw;
        }
    }

    private int SizeOfNext(int number) =>
        number < PartSizes.PartsMax
            ? PartSizes.MiBOf(number + 1, target.Bucket.PartMiB)
            : throw new PluginException(
                PluginExit.Failed,
                $"the archive has more than {PartSizes.PartsMax} parts of {target.Bucket.PartMiB} MiB: "
                + $"raise {S3Fields.PartSize}, or leave it empty");

    private async Task SendAsync(
        int number, byte[] buffer, int count, PartBuffers buffers, CancellationTokenSource giveUp)
    {
        try
        {
            var etag = await Task.Run(() => SendAsync(number, buffer, count, giveUp.Token), giveUp.Token);
            lock (_etags) _etags[number] = etag;
            buffers.Return(buffer);
        }
        catch (Exception failure)
        {
            if (failure is not OperationCanceledException)
                Interlocked.CompareExchange(ref _failure, failure, null);
            await giveUp.CancelAsync();
            throw;
        }
    }

    private async Task<string> SendAsync(
        int number, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        var bucket = target.Bucket;
        // The request is signed with the SHA-256 of the part, which the server checks; only for locked
        // objects it demands this digest too, which costs more than all else that is done about a part.
        var md5 = bucket.Keeping.IsLocked ? Md5.Text(buffer.AsSpan(0, count)) : null;
        var answer = await bucket.Attempts.RunAsync(
            $"send part {number}",
            async watch =>
            {
                using var bytes = new PartStream(buffer, count, watch);
                return await bucket.S3.UploadPartAsync(
                    bucket.Keeping.Apply(new UploadPartRequest
                    {
                        BucketName = bucket.Name,
                        Key = target.Name,
                        UploadId = _id,
                        PartNumber = number,
                        PartSize = count,
                        InputStream = bytes,
                        MD5Digest = md5,
                        UseChunkEncoding = bucket.IsChunked,
                    }),
                    watch.Token);
            },
            cancellationToken);
        return answer.ETag;
    }

    private async Task JoinAsync(long bytes, CancellationToken cancellationToken)
    {
        var tries = 0;
        _mayBeJoined = true;
        try
        {
            await Proof.NeverOverAsync(condition => target.Bucket.Attempts.RunAsync(
                "join the parts",
                watch =>
                {
                    tries++;
                    return CompleteAsync(condition, watch);
                },
                cancellationToken));
        }
        catch (RequestFailure failure) when (tries == 1 && !failure.IsOpen)
        {
            _mayBeJoined = false;
            if (Proof.IsCondition(failure)) throw Upload.Known(target.Name);
            throw;
        }
        catch (RequestFailure failure)
        {
            // Nobody knows whether it was obeyed: an answer may have been lost. The object itself tells.
            if (!await Proof.IsThereAsync(target, cancellationToken)) throw;
            // If it turns out to be another's, it is not for us to remove.
            if (Proof.IsCondition(failure)) _mayBeJoined = false;
        }

        List<string> parts = [.. _etags.Values.Select(Objects.Inspection.Plain)];
        await Proof.CheckAsync(
            target, bytes, etag => EtagRule.ContradictsParts(etag, parts), cancellationToken);
    }

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string? condition, StandstillWatch watch)
    {
        // A server may join for minutes before it answers.
        watch.Extend(Proof.JoinMax);
        return target.Bucket.S3.CompleteMultipartUploadAsync(
            target.Bucket.Keeping.Apply(new CompleteMultipartUploadRequest
            {
                BucketName = target.Bucket.Name,
                Key = target.Name,
                UploadId = _id,
                PartETags = [.. _etags.Select(part => new PartETag(part.Key, part.Value))],
                IfNoneMatch = condition,
            }),
            watch.Token);
    }
}
