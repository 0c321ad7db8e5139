using Microsoft.Win32.SafeHandles;

namespace Shield.Plugins.Rabbitmq.Archive;

/// <summary>Places of a file, read one after the other.</summary>
internal sealed class PartsStream(
    SafeFileHandle file, IReadOnlyList<(long Offset, long Length)> parts) : Stream
{
    private int _part;
    private long _done;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        for (; _part < parts.Count; _part++, _done = 0)
        {
            var (offset, length) = parts[_part];
            var wanted = (int)Math.Min(buffer.Length, length - _done);
            if (wanted == 0) continue;
            var read = RandomAccess.Read(file, buffer[..wanted], offset + _done);
            _done += read;
            return read;
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
