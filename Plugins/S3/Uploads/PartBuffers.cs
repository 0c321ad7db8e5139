namespace Shield.Plugins.S3.Uploads;

/// <summary>A few buffers of one size, used again and again: this is what bounds the memory.</summary>
internal sealed class PartBuffers(int partMiB) : IDisposable
{
    private readonly SemaphoreSlim _free = new(PartSizes.HeldAtOnce(partMiB));
    private readonly Stack<byte[]> _made = new();

    public int PartMiB => partMiB;

    /// <summary>A buffer, as soon as one is free.</summary>
    public async Task<byte[]> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        lock (_made)
        {
            if (_made.TryPop(out var buffer)) return buffer;
        }

        return GC.AllocateUninitializedArray<byte>(partMiB << 20);
    }

    public void Return(byte[] buffer)
    {
        lock (_made) _made.Push(buffer);
        _free.Release();
    }

    /// <summary>Lets go of all of them, so that larger ones have room.</summary>
    public void Clear()
    {
        lock (_made) _made.Clear();
    }

    public void Dispose() => _free.Dispose();
}
