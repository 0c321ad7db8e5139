using System.Threading.Channels;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Archives;

/// <summary>The pieces of a download on their way from the agent. They are read ahead of whoever writes
/// them, as far as the window of the agent allows: it takes a reader that has fallen silent for dead, and a
/// slow client must not look like that.</summary>
internal sealed class DownloadFlow : IAsyncDisposable
{
    private readonly Channel<DownloadPiece> _pieces = Channel.CreateUnbounded<DownloadPiece>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly IWorker _worker;
    private readonly DownloadOrder _order;
    private readonly CancellationTokenSource _end;
    private readonly Task _reading;
    private long _taken;

    /// <summary>Begins to read.</summary>
    public DownloadFlow(IWorker worker, DownloadOrder order, CancellationToken end)
    {
        (_worker, _order) = (worker, order);
        _end = CancellationTokenSource.CreateLinkedTokenSource(end);
        _reading = ReadAsync();
    }

    /// <summary>How many bytes have been handed on.</summary>
    public long Taken => _taken;

    /// <summary>The next piece; after one that is not <see cref="DownloadPiece.Bytes"/> there is none.
    /// </summary>
    /// <exception cref="ChannelClosedException">The agent has gone; the inner exception says how.
    /// </exception>
    public ValueTask<DownloadPiece> NextAsync() => _pieces.Reader.ReadAsync(_end.Token);

    /// <summary>So many bytes more have been handed on.</summary>
    public Task ConfirmAsync(int bytes)
    {
        _taken += bytes;
        return _worker.ConfirmTakenAsync(_order.Download, _taken, _end.Token);
    }

    /// <summary>Ends it, and the plugin with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            var pieces = _worker.DownloadAsync(_order, _end.Token);
            await foreach (var piece in pieces.WithCancellation(_end.Token))
            {
                _pieces.Writer.TryWrite(piece);
            }

            _pieces.Writer.Complete();
        }
        // Whoever takes the next piece must hear of it, whatever it is.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _pieces.Writer.Complete(fault);
        }
    }
}
