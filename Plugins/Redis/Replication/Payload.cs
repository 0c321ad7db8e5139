using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Replication;

/// <summary>The RDB that a master sends to a new replica, without what frames it.</summary>
/// <remarks>Either its length is said beforehand, or a mark of 40 bytes, which comes again behind it: a
/// server that sends while it saves does not know the length.</remarks>
internal sealed class Payload : ReadOnlyStream
{
    private const int MarkBytes = 40;
    private const string MarkPrefix = "$EOF:";
    private const int BufferBytes = 256 * 1024;

    private readonly Wire _wire;
    private readonly byte[]? _mark;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _left;
    private int _start;
    private int _end;
    private bool _hasEnded;

    private Payload(Wire wire, long length, byte[]? mark)
    {
        _wire = wire;
        _left = length;
        _mark = mark;
    }

    /// <summary>Reads what comes before the first byte: the server may save first, and sends empty lines
    /// meanwhile.</summary>
    /// <exception cref="PluginException">The server refuses, or says something else.</exception>
    public static async Task<Payload> BeginAsync(Wire wire, CancellationToken cancellationToken)
    {
        string line;
        do line = await wire.ReadLineAsync(cancellationToken);
        while (line.Length == 0);
        if (line.StartsWith('-')) throw Refusals.Of("PSYNC", line[1..]);
        if (line.StartsWith(MarkPrefix, StringComparison.Ordinal)
            && line.Length == MarkPrefix.Length + MarkBytes)
            return new Payload(wire, 0, System.Text.Encoding.ASCII.GetBytes(line[MarkPrefix.Length..]));
        return line.StartsWith('$') && long.TryParse(
            line.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var length) && length > 0
            ? new Payload(wire, length, null)
            : throw wire.Failure("sends something else than its data");
    }

    public override int Read(Span<byte> buffer)
    {
        var part = new byte[buffer.Length];
        var read = ReadAsync(part, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        part.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_mark is not null) return await ReadMarkedAsync(buffer, _mark, cancellationToken);
        if (_left == 0 || buffer.Length == 0) return 0;
        var read = await _wire.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }

    /// <summary>Holds back as many bytes as the mark has, until it is known that they are none of
    /// it.</summary>
    private async ValueTask<int> ReadMarkedAsync(
        Memory<byte> buffer, byte[] mark, CancellationToken cancellationToken)
    {
        while (!_hasEnded && _end - _start <= MarkBytes)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            _end += await _wire.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (!_buffer.AsSpan(0, _end).EndsWith(mark)) continue;
            _hasEnded = true;
            _end -= MarkBytes;
        }

        var free = _end - _start - (_hasEnded ? 0 : MarkBytes);
        var count = Math.Min(buffer.Length, free);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
