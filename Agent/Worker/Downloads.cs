using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>All archives that are being read out of their stores for somebody.</summary>
internal sealed class Downloads(
    WorkerOptions options,
    KnownPlugins plugins,
    ProcessSupervision processes,
    ISecretOpener secrets,
    TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>How many at once. They do not wait for each other: whoever asks over HTTP cannot tell
    /// waiting from being dead. Each costs a plugin, a thread and some MiB, beside the backups.</summary>
    public const int AtOnceMax = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Download> _running = [];
    private bool _closing;

    /// <summary>Reads one. Leaving the enumeration ends its plugin, whatever it does just then.</summary>
    public async IAsyncEnumerable<DownloadPiece> ReadAsync(
        DownloadOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var download = Enter(order, cancellationToken);
        DownloadPiece piece;
        do
        {
            piece = await download.NextAsync();
            yield return piece;
        }
        while (piece is DownloadPiece.Bytes);
    }

    /// <summary>So many of its bytes have been handed on.</summary>
    public void Confirm(Guid download, long bytes)
    {
        lock (_gate) _running.GetValueOrDefault(download)?.Confirm(bytes);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops all of them at once: a download has no second attempt that would wait for its end.
    /// </summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _closing = true;
            foreach (var download in _running.Values) download.Close();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Download Enter(DownloadOrder order, CancellationToken stop)
    {
        lock (_gate)
        {
            if (_closing)
            {
                throw new ShieldException(
                    Reason.Unavailable, $"agent {options.Agent} is being stopped", "try again in a moment");
            }

            if (_running.Count >= AtOnceMax)
            {
                throw new ShieldException(
                    Reason.Unavailable,
                    $"agent {options.Agent} hands out {AtOnceMax} archives already",
                    "try again when one of them has ended");
            }

            var download = new Download(order, plugins, processes, secrets, clock, Leave, stop);
            _running.Add(order.Download, download);
            return download;
        }
    }

    private void Leave(Guid download)
    {
        lock (_gate) _running.Remove(download);
    }
}
