using Microsoft.Win32.SafeHandles;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// A number in memory that this process moves once a second for as long as it runs. Each supervisor looks at
/// it, and so notices what a pipe cannot tell: that this process is there, but frozen.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private const int StackBytes = 128 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SafeFileHandle _number = Descriptors.Memory("shield-heartbeat");
    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;
    private long _beats;

    /// <exception cref="IOException">There is no memory, or no descriptor left.</exception>
    public Heartbeat()
    {
        Beat();
        Descriptors.MakeInheritable(_number);
        // A thread of its own: a busy pool is no sign of death. And the machine's time, for it is the machine
        // that is watched.
        _thread = new Thread(BeatOn, StackBytes) { IsBackground = true, Name = "heartbeat" };
        _thread.Start();
    }

    /// <summary>The number under which a child finds it.</summary>
    public int Descriptor => Descriptors.Number(_number);

    /// <summary>Stands still from now on; only when nobody looks any more. May be called again.</summary>
    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
        _number.Dispose();
    }

    private void BeatOn()
    {
        while (!_over.Wait(Pause))
            Beat();
    }

    private void Beat() => RandomAccess.Write(_number, BitConverter.GetBytes(++_beats), fileOffset: 0);
}
