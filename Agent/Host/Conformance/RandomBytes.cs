namespace Shield.Agent.Host.Conformance;

/// <summary>Bytes that do not compress, the same for the same seed, however many.</summary>
/// <param name="length">How many.</param>
internal sealed class RandomBytes(long length) : Stream
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private long _left = length;
    private ulong _state;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <remarks>SplitMix64 (Steele, Lea and Flood, 2014), eight bytes at a time.</remarks>
    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, _left);
        var part = buffer[..count];
        for (; part.Length >= sizeof(ulong); part = part[sizeof(ulong)..])
            BitConverter.TryWriteBytes(part, Next());
        if (part.Length > 0) BitConverter.GetBytes(Next()).AsSpan(0, part.Length).CopyTo(part);
        _left -= count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ulong Next()
    {
        var mixed = _state += Step;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
