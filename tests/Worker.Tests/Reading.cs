using Microsoft.Extensions.DependencyInjection;
using Shield.Grains.Archives;
using Shield.Grains.Workers;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>A download, read as the API reads it: always ahead of what has been handed on.</summary>
internal sealed class Reading : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _content = new();
    private readonly IWorker _worker;
    private readonly Guid _download;
    private readonly bool _confirms;
    private readonly Lock _gate = new();
    private readonly List<int> _sizes = [];

    private Reading(IWorker worker, DownloadOrder order, bool confirms)
    {
        (_worker, _download, _confirms) = (worker, order.Download, confirms);
        End = ReadAsync(order);
    }

    /// <summary>The piece it ended with.</summary>
    public Task<DownloadPiece> End { get; }

    public byte[] Content
    {
        get
        {
            lock (_gate) return _content.ToArray();
        }
    }

    public IReadOnlyList<int> Sizes
    {
        get
        {
            lock (_gate) return [.. _sizes];
        }
    }

    /// <summary>Begins to read.</summary>
    /// <param name="shield">The service.</param>
    /// <param name="archive">The archive, which must be valid.</param>
    /// <param name="confirms">Whether what comes is handed on at once.</param>
    public static async Task<Reading> StartAsync(
        ShieldCluster shield, Shield.Grains.ArchiveRow archive, bool confirms = true)
    {
        var snapshot = await shield.Grains.GetGrain<IArchiveGrain>(archive.Uuid.Value)
            .SnapshotAsync(CancellationToken.None);
        var order = new DownloadOrder(
            Guid.NewGuid(), archive.Uuid, snapshot.Store, snapshot.Key, snapshot.SizeBytes, snapshot.Sha256);
        var worker = shield.Services.GetRequiredService<IWorkers>().Of(snapshot.Agent);
        return new Reading(worker, order, confirms);
    }

    /// <summary>Hands on what has come so far.</summary>
    public Task ConfirmAsync() =>
        _worker.ConfirmTakenAsync(_download, Content.Length, CancellationToken.None);

    /// <summary>Waits until more than so many bytes have come.</summary>
    public Task UntilMoreThanAsync(long bytes) => ShieldCluster.UntilAsync(
        () => Content.Length > bytes, () => $"only {Content.Length} bytes come, and {bytes} do not do");

    /// <summary>Nobody wants it any more.</summary>
    public void Leave() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        Leave();
        try
        {
            await End;
        }
        catch (OperationCanceledException)
        {
            // As wished.
        }
        finally
        {
            _stop.Dispose();
            await _content.DisposeAsync();
        }
    }

    private async Task<DownloadPiece> ReadAsync(DownloadOrder order)
    {
        await foreach (var piece in _worker.DownloadAsync(order, _stop.Token).WithCancellation(_stop.Token))
        {
            if (piece is not DownloadPiece.Bytes bytes) return piece;
            lock (_gate)
            {
                _content.Write(bytes.Content.Span);
                _sizes.Add(bytes.Content.Length);
            }

            if (_confirms) await ConfirmAsync();
        }

        throw new InvalidOperationException("the download has no end");
    }
}
