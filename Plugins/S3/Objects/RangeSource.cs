using System.Globalization;
using System.Net;
using Amazon.S3.Model;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Objects;

/// <summary>Reads ranges of one object. A range goes on where a connection broke; what has another ETag than
/// the beginning is not taken, so that two objects are never joined into one.</summary>
internal sealed class RangeSource(Bucket bucket, string name)
{
    public const int RangeBytes = 8 << 20;

    private string? _etag;

    /// <summary>The size of the whole object; known after <see cref="BeginAsync"/>.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads the first range, and learns what object it is.</summary>
    /// <returns>How many bytes are in the buffer.</returns>
    /// <exception cref="PluginException">There is no such object.</exception>
    public async Task<int> BeginAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(0, buffer, cancellationToken);
        }
        catch (RequestFailure failure) when (failure.Code == "NoSuchKey")
        {
            throw new PluginException(PluginExit.Failed, $"there is no object with this key: '{name}'");
        }
        catch (RequestFailure failure) when (failure.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // An empty object has no first byte.
            if (await Inspection.FindAsync(bucket, name, cancellationToken) is { Bytes: 0 }) return 0;
            throw;
        }
    }

    /// <summary>Reads a range.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many bytes are in the buffer: as many as fit, or as there are.</returns>
    public async Task<int> ReadAsync(long start, byte[] buffer, CancellationToken cancellationToken)
    {
        const string what = "read the object";
        var got = 0;
        for (var failures = 0; ;)
        {
            using var watch = new StandstillWatch(Attempts.StandstillMax, cancellationToken);
            try
            {
                using var answer = await AskAsync(start + got, start + buffer.Length - 1, watch);
                var wanted = (int)Math.Min(buffer.Length, Bytes - start);
                while (got < wanted)
                {
                    var count = await answer.ResponseStream.ReadAsync(
                        buffer.AsMemory(got, wanted - got), watch.Token);
                    if (count == 0) throw new EndOfStreamException();
                    (got, failures) = (got + count, 0);
                    watch.Progress();
                }

                return got;
            }
            catch (Exception fault) when (
                Attempts.IsKnown(fault, watch, cancellationToken))
            {
                await bucket.Attempts.PauseAsync(what, watch.Translate(fault), ++failures, cancellationToken);
            }
        }
    }

    private async Task<GetObjectResponse> AskAsync(long first, long last, StandstillWatch watch)
    {
        var request = bucket.Keeping.Apply(new GetObjectRequest
        {
            BucketName = bucket.Name,
            Key = name,
            ByteRange = new ByteRange(first, last),
            EtagToMatch = _etag,
        });
        var answer = await bucket.S3.GetObjectAsync(request, watch.Token);
        try
        {
            Check(answer, first);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private void Check(GetObjectResponse answer, long first)
    {
        // "bytes 0-8388607/1073741824"
        var range = answer.ContentRange?.Split(' ', '-', '/') ?? [];
        if (range.Length != 4 || Number(range[1]) != first || Number(range[3]) is not { } bytes)
            throw new PluginException(PluginExit.Failed, "the server does not give ranges of objects");
        // Not every server heeds the condition.
        if (_etag is not null && (_etag != answer.ETag || Bytes != bytes))
            throw new PluginException(PluginExit.Failed, "the object was replaced while it was read");
        (_etag, Bytes) = (answer.ETag, bytes);
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
