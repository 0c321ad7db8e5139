using System.Runtime.InteropServices;

namespace Shield.Plugins.Sdk;

/// <summary>Turns SIGTERM, SIGINT and SIGHUP into a cancelled token, and into the end of the process when the
/// plugin does not heed it.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>The protocol allows 5 seconds; the rest is for the system.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private ITimer? _lastResort;

    public StopSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP })
            _registrations.Add(PosixSignalRegistration.Create(signal, Heed));
    }

    public CancellationToken Token => _stop.Token;

    public string Name { get; private set; } = "a signal";

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _lastResort?.Dispose();
        _stop.Dispose();
    }

    private void Heed(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested) return;
        Name = context.Signal.ToString();
        _lastResort = TimeProvider.System.CreateTimer(
            _ => Posix.ExitNow((int)PluginExit.Failed), null, Grace, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
