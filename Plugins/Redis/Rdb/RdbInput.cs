using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The bytes of an RDB, read once from front to back; they are summed on the way, and copied to
/// where they are staged.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="copy">Takes all of them, too; null for nowhere.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class RdbInput(Stream source, ByteTaker? copy, CancellationToken cancellationToken)
{
    private const int BufferBytes = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly Crc64 _sum = new();
    private long _dropped;
    private int _summed;
    private int _start;
    private int _end;

    /// <summary>How many bytes have been read.</summary>
    public long Position => _dropped + _start;

    /// <summary>The checksum of what has been read so far.</summary>
    public ulong Checksum()
    {
        _sum.Add(_buffer.AsSpan(_summed, _start - _summed));
        _summed = _start;
        return _sum.Value;
    }

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd() => _start == _end && !Fill();

    public byte Byte()
    {
        if (_start == _end) Need(1);
        return _buffer[_start++];
    }

    /// <summary>The next few bytes, 64 KiB at most; good until the next call.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (_end - _start < count) Need(count);
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    /// <summary>At least one byte and as many as are at hand; good until the next call.</summary>
    public ReadOnlySpan<byte> Some(long countMax)
    {
        if (_start == _end) Need(1);
        var count = (int)Math.Min(countMax, _end - _start);
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    /// <summary>What is thrown for an RDB that is not as it was written.</summary>
    public PluginException Damage(string why) =>
        new(PluginExit.Failed, $"the archive is damaged: {why}, at byte {Position}");

    private void Need(int count)
    {
        while (_end - _start < count)
        {
            if (!Fill())
                throw new PluginException(
                    PluginExit.Failed, $"the archive is cut: it ends at byte {_dropped + _end}");
        }
    }

    private bool Fill()
    {
        Checksum();
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _dropped += _start;
        _end -= _start;
        _start = _summed = 0;
        // Standard input hears of a stop only when it is asked asynchronously.
        var read = source.ReadAsync(_buffer.AsMemory(_end), cancellationToken)
            .AsTask().GetAwaiter().GetResult();
        copy?.Invoke(_buffer.AsSpan(_end, read));
        _end += read;
        return read > 0;
    }
}
