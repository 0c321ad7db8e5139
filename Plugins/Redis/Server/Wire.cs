using System.Text;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Server;

/// <summary>Lines and bytes of a connection, never waited for without end.</summary>
/// <param name="stream">The connection.</param>
/// <param name="where">Who is at the other end, for messages.</param>
/// <param name="hint">What it may mean when the other end hangs up without a word.</param>
internal sealed class Wire(Stream stream, string where, string hint) : IAsyncDisposable
{
    /// <summary>A server that saves or loads is silent for a while; it sends signs of life every few
    /// seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(120);

    private const int BufferBytes = 64 * 1024;
    private const int LineBytesMax = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _hasSpoken;

    /// <summary>Reads what is there; one byte at least.</summary>
    /// <exception cref="PluginException">The other end has gone, or is silent.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        if (_start == _end) return await ReceiveAsync(into, cancellationToken);
        var count = Math.Min(into.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(into);
        _start += count;
        return count;
    }

    public async ValueTask<byte[]> ReadExactlyAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
            got += await ReadAsync(bytes.AsMemory(got), cancellationToken);
        return bytes;
    }

    /// <summary>Reads a line, without its end.</summary>
    public async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (true)
        {
            if (_start == _end)
            {
                _end = await ReceiveAsync(_buffer, cancellationToken);
                _start = 0;
            }

            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOf((byte)'\n');
            line.AddRange(length < 0 ? rest : rest[..length]);
            _start = length < 0 ? _end : _start + length + 1;
            if (line.Count > LineBytesMax) throw Failure("does not speak the protocol of Redis");
            if (length >= 0) return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await PatientlyAsync(
                async token =>
                {
                    await stream.WriteAsync(bytes, token);
                    await stream.FlushAsync(token);
                    return 0;
                },
                cancellationToken);
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>What is thrown when the other end does not do its part.</summary>
    public PluginException Failure(string what) => new(PluginExit.Failed, $"{where} {what}");

    private async ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        var read = 0;
        try
        {
            read = await PatientlyAsync(token => stream.ReadAsync(into, token), cancellationToken);
        }
        catch (IOException)
        {
            // Cut by a reset rather than by an end: all the same to whoever waits.
        }

        if (read == 0) throw Ended();
        _hasSpoken = true;
        return read;
    }

    private PluginException Ended() => Failure("ended the connection" + (_hasSpoken ? "" : hint));

    private async ValueTask<int> PatientlyAsync(
        Func<CancellationToken, ValueTask<int>> act, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Silence);
        try
        {
            return await act(late.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure($"has been silent for {Silence.TotalSeconds} seconds");
        }
    }
}
