using Shield.Plugins.Sdk;

namespace Shield.Agent.Host.Conformance;

/// <summary>Bytes that do not compress, the same for the same seed, however many.</summary>
/// <param name="length">How many.</param>
internal sealed class RandomBytes(long length) : ReadOnlyStream
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private long _left = length;
    private ulong _state;

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

    private ulong Next()
    {
        var mixed = _state += Step;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
