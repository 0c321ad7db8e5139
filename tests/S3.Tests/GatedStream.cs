namespace Shield.Plugins.S3.Tests;

/// <summary>An input whose end is not seen before a gate opens.</summary>
internal sealed class GatedStream(byte[] bytes, TaskCompletionSource arrived, Task gate) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        arrived.TrySetResult();
        await gate;
        return await base.ReadAsync(buffer, cancellationToken);
    }
}
