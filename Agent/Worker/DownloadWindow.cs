using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>Keeps who gives from being far ahead of who takes.</summary>
internal sealed class DownloadWindow
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _opening;
    private long _given;
    private long _taken;

    /// <summary>Waits until another piece may be given.</summary>
    public Task OpenAsync(CancellationToken stop)
    {
        lock (_gate)
        {
            if (IsOpen) return Task.CompletedTask;
            _opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _opening.Task.WaitAsync(stop);
        }
    }

    /// <summary>So many bytes are on their way.</summary>
    public void Give(int bytes)
    {
        lock (_gate) _given += bytes;
    }

    /// <summary>So many bytes have arrived, in all; less than before says nothing new.</summary>
    public void Confirm(long bytes)
    {
        lock (_gate)
        {
            _taken = Math.Max(_taken, bytes);
            if (IsOpen) _opening?.TrySetResult();
        }
    }

    private bool IsOpen => _given - _taken <= DownloadPiece.WindowBytes - DownloadPiece.BytesMax;
}
