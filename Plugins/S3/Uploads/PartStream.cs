using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Uploads;

/// <summary>A part's bytes as a request reads them; each read is progress.</summary>
internal sealed class PartStream(byte[] buffer, int count, StandstillWatch watch)
    : MemoryStream(buffer, 0, count, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        watch.Progress();
        return base.Read(buffer, offset, count);
    }

    public override int Read(Span<byte> buffer)
    {
        watch.Progress();
        return base.Read(buffer);
    }

    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        watch.Progress();
        return base.ReadAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        watch.Progress();
        return base.ReadAsync(buffer, cancellationToken);
    }
}
