using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>A download as a test prepares it.</summary>
internal sealed class FakeDownload
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What comes, in order.</summary>
    public List<DownloadPiece> Pieces { get; } = [];

    /// <summary>What is thrown behind them, if anything.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether nothing more comes behind them, and no end either.</summary>
    public bool Hangs { get; set; }

    /// <summary>What was ordered.</summary>
    public DownloadOrder? Order { get; private set; }

    /// <summary>How far it was said to have been handed on.</summary>
    public ConcurrentQueue<long> Taken { get; } = new();

    /// <summary>Completes when nobody reads it any more.</summary>
    public Task Ended => _ended.Task;

    public async IAsyncEnumerable<DownloadPiece> ReadAsync(
        DownloadOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Order = order;
        try
        {
            foreach (var piece in Pieces)
            {
                await Task.Yield();
                yield return piece;
            }

            if (Fault is { } fault) throw fault;
            if (Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}
