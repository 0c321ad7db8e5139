using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>Standard input, read by whoever cannot wait asynchronously, until it is stopped; its first bytes
/// can be looked at.</summary>
internal sealed class InputStream(Stream source, CancellationToken cancellationToken) : ReadOnlyStream
{
    private byte[] _ahead = [];
    private byte[] _buffer = [];

    /// <summary>The first bytes, which are still to be read; fewer where the input is shorter.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        var ahead = new byte[count];
        var got = 0;
        for (var read = -1; got < count && read != 0; got += read) read = Take(ahead.AsSpan(got));
        return _ahead = ahead[..got];
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ahead.Length == 0) return Take(buffer);
        var count = Math.Min(_ahead.Length, buffer.Length);
        _ahead.AsSpan(0, count).CopyTo(buffer);
        _ahead = _ahead[count..];
        return count;
    }

    // The source hears of the stop only when it is asked asynchronously.
    private int Take(Span<byte> buffer)
    {
        if (_buffer.Length < buffer.Length) _buffer = new byte[buffer.Length];
        var read = source.ReadAsync(_buffer.AsMemory(0, buffer.Length), cancellationToken)
            .AsTask().GetAwaiter().GetResult();
        _buffer.AsSpan(0, read).CopyTo(buffer);
        return read;
    }
}
