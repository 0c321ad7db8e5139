using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Objects;

/// <summary>Streams an object: a few ranges are under way while one is written, in their order.</summary>
internal static class Retrieval
{
    private const int RangesAtOnce = 4;

    public static async Task RunAsync(
        Bucket bucket, ObjectKey key, Stream output, CancellationToken cancellationToken)
    {
        var source = new RangeSource(bucket, bucket.NameOf(key));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var free = new Stack<byte[]>(
            Enumerable.Range(0, RangesAtOnce).Select(_ => new byte[RangeSource.RangeBytes]));
        var coming = new Queue<(Task<int> Range, byte[] Buffer)>();
        try
        {
            var first = free.Pop();
            coming.Enqueue((Task.FromResult(await source.BeginAsync(first, giveUp.Token)), first));
            var start = (long)RangeSource.RangeBytes;
            while (coming.Count > 0)
            {
                for (; free.Count > 0 && start < source.Bytes; start += RangeSource.RangeBytes)
                {
                    var (from, buffer) = (start, free.Pop());
                    coming.Enqueue((Task.Run(() => source.ReadAsync(from, buffer, giveUp.Token)), buffer));
                }

                var (range, bytes) = coming.Dequeue();
                await output.WriteAsync(bytes.AsMemory(0, await range), giveUp.Token);
                free.Push(bytes);
            }
        }
        finally
        {
            await giveUp.CancelAsync();
            await Task.WhenAll(coming.Select(c => c.Range)).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
