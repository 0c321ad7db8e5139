using System.Runtime.InteropServices;

namespace Shield.Silo.Hosting.Programs;

/// <summary>The first SIGTERM or Ctrl-C stops in good order; the second stops at once.</summary>
public sealed class SecondSignal : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    private SecondSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Heard),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Heard),
    ];

    /// <summary>Listens until it is disposed of.</summary>
    public static SecondSignal Watch() => new();

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Heard(PosixSignalContext context)
    {
        context.Cancel = true;
        // Nothing runs any more after this, which is what was asked for; the supervisors end the plugins.
        if (Interlocked.Increment(ref _count) > 1) System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
