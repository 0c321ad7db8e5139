using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>Standard input, read by whoever cannot wait asynchronously, until it is stopped.</summary>
internal sealed class InputStream(Stream source, CancellationToken cancellationToken) : ReadOnlyStream
{
    private byte[] _buffer = [];

    // The source hears of the stop only when it is asked asynchronously.
    public override int Read(Span<byte> buffer)
    {
        if (_buffer.Length < buffer.Length) _buffer = new byte[buffer.Length];
        var read = source.ReadAsync(_buffer.AsMemory(0, buffer.Length), cancellationToken)
            .AsTask().GetAwaiter().GetResult();
        _buffer.AsSpan(0, read).CopyTo(buffer);
        return read;
    }
}
