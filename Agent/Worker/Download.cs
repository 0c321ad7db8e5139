using System.Buffers;
using System.IO.Pipelines;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>store retrieve → whoever asks, piece by piece, as fast as the pieces are taken. The end of an
/// archive is held back until all of it is known to be as it was stored: what is not never looks whole.
/// </summary>
internal sealed class Download : IAsyncDisposable
{
    /// <summary>How much is read ahead of who asks. It must hold what is held back, or nothing would move.
    /// </summary>
    private const int AheadBytesMax = 2 * DownloadPiece.BytesMax;

    /// <summary>How long the whole of it may take.</summary>
    private static readonly TimeSpan TimeMax = TimeSpan.FromHours(12);

    private readonly DownloadOrder _order;
    private readonly KnownPlugins _plugins;
    private readonly ISecretOpener _secrets;
    private readonly Action<Guid> _leave;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _stop;
    private readonly Attempt _attempt;
    private readonly DownloadWindow _window = new();
    private readonly Pipe _ahead = new(new PipeOptions(
        pauseWriterThreshold: AheadBytesMax,
        resumeWriterThreshold: AheadBytesMax / 2,
        useSynchronizationContext: false));

    private PluginRun? _source;
    private Task<PumpResult>? _pumping;
    private long _given;
    private bool _isVerified;
    private volatile bool _isClosing;

    public Download(
        DownloadOrder order,
        KnownPlugins plugins,
        ProcessSupervision processes,
        ISecretOpener secrets,
        TimeProvider clock,
        Action<Guid> leave,
        CancellationToken stop)
    {
        (_order, _plugins, _secrets, _leave) = (order, plugins, secrets, leave);
        _deadline = new CancellationTokenSource(TimeMax, clock);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop, _deadline.Token);

        // No task of the catalog; the name by which its processes are found after a crash.
        var task = new TaskId(Guid.NewGuid());
        _attempt = new Attempt(processes, task, order.Archive, new WorkLog(clock), clock, _stop.Token);
    }

    /// <summary>The next piece; the last is not <see cref="DownloadPiece.Bytes"/>.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async ValueTask<DownloadPiece> NextAsync()
    {
        try
        {
            _source ??= await StartAsync();
            await _window.OpenAsync(_stop.Token);
            return await ReadAsync(_source);
        }
        catch (PipelineException fault)
        {
            return new DownloadPiece.Broken(fault.Message, fault.ArchiveDamaged);
        }
        catch (Exception fault) when (fault is ProcessStartException or ShieldException or IOException)
        {
            return new DownloadPiece.Broken(_attempt.Log.Redact(fault.Message), ArchiveDamaged: false);
        }
        catch (OperationCanceledException) when (_isClosing)
        {
            return new DownloadPiece.Broken("the agent is being stopped", ArchiveDamaged: false);
        }
        catch (OperationCanceledException) when (_deadline.IsCancellationRequested)
        {
            var limit = DurationWords.Of(TimeMax);
            return new DownloadPiece.Broken($"it took longer than {limit}", ArchiveDamaged: false);
        }
    }

    /// <summary>So many bytes have been handed on, in all.</summary>
    public void Confirm(long bytes) => _window.Confirm(bytes);

    /// <summary>The agent is about to end.</summary>
    public void Close()
    {
        _isClosing = true;
        _stop.Cancel();
    }

    /// <summary>Ends the plugin, if it still runs, and waits until nothing is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        // The pump may wait for room in the pipe, or for the plugin.
        await _ahead.Reader.CompleteAsync();
        if (_source is not null) await _source.DisposeAsync();
        if (_pumping is not null) await _pumping;
        _leave(_order.Download);
        _stop.Dispose();
        _deadline.Dispose();
    }

    private async Task<PluginRun> StartAsync()
    {
        var endpoint = _secrets.Open(_order.Store.Endpoint);
        _attempt.Log.Hide(endpoint);
        var store = await _plugins.FindAsync(_order.Store.Plugin, PluginMode.Store, _stop.Token);
        var source = await _attempt.StartAsync(store, PluginStage.Retrieve, endpoint, _order.Key);
        source.EndInput();
        _pumping = PumpAsync(source);
        return source;
    }

    private async Task<PumpResult> PumpAsync(PluginRun source)
    {
        await using var into = _ahead.Writer.AsStream();
        return await new BytePump(source.Output, into).RunAsync();
    }

    private async ValueTask<DownloadPiece> ReadAsync(PluginRun source)
    {
        while (true)
        {
            var read = await _ahead.Reader.ReadAsync(_stop.Token);
            var held = read.Buffer;
            if (read.IsCompleted && !_isVerified)
            {
                await VerifyAsync(source);
                _isVerified = true;
            }

            var free = _isVerified ? held.Length : _order.SizeBytes - DownloadPiece.BytesMax - _given;
            var piece = held.Slice(0, Math.Clamp(free, 0, Math.Min(held.Length, DownloadPiece.BytesMax)));
            if (!piece.IsEmpty)
            {
                var content = piece.ToArray();
                _ahead.Reader.AdvanceTo(piece.End);
                Give(content.Length);
                return new DownloadPiece.Bytes(content);
            }

            _ahead.Reader.AdvanceTo(held.Start, held.End);
            if (_isVerified) return new DownloadPiece.Whole();
            if (_given + held.Length > _order.SizeBytes) throw Damaged($"{_order.SizeBytes} bytes were"
                + " stored and more come back");
        }
    }

    private void Give(int bytes)
    {
        _given += bytes;
        _window.Give(bytes);
    }

    /// <summary>Refuses unless the plugin has exited 0 and all it wrote is what was stored.</summary>
    private async Task VerifyAsync(PluginRun source)
    {
        var pumped = await _pumping!;
        var end = await source.Ended;
        _stop.Token.ThrowIfCancellationRequested();
        if (end.ExitCode != 0) throw source.Blame(end.ExitCode);
        if (pumped.End is not PumpEnd.SourceEnded)
            throw new PipelineException(
                PluginStage.Pipeline, null, $"reading broke off: {pumped.Fault}");
        if (ReadBack.WhyNotSame(_order.SizeBytes, _order.Sha256, pumped) is { } difference)
            throw Damaged(difference);
    }

    private static PipelineException Damaged(string difference) =>
        new(PluginStage.Retrieve, 0, $"the archive is damaged: {difference}") { ArchiveDamaged = true };
}
