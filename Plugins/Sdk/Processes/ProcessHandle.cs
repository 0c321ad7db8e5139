using Microsoft.Win32.SafeHandles;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// Names exactly one process for as long as it is held: its number may be given to another process once
/// it has ended, this handle not.
/// </summary>
internal sealed class ProcessHandle : SafeHandleMinusOneIsInvalid
{
    private readonly int _pid;

    private ProcessHandle(int pid)
        : base(ownsHandle: true) => _pid = pid;

    /// <summary>Opens the process that has this number now.</summary>
    public static ProcessHandle Open(int pid)
    {
        var opened = new ProcessHandle(pid);
        opened.SetHandle(NativeMethods.SystemCall(NativeMethods.CallPidfdOpen, pid, 0, 0, 0));
        return opened;
    }

    /// <summary>Signals the process; one that has ended is left in peace.</summary>
    public void Signal(int signal)
    {
        // Kernels before 5.3 know no process descriptors; there the number alone has to do.
        if (IsInvalid)
        {
            _ = NativeMethods.Kill(_pid, signal);
            return;
        }

        var held = false;
        try
        {
            DangerousAddRef(ref held);
            _ = NativeMethods.SystemCall(NativeMethods.CallPidfdSendSignal, handle, signal, 0, 0);
        }
        finally
        {
            if (held)
                DangerousRelease();
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        using var closing = new SafeFileHandle(handle, ownsHandle: true);
        return true;
    }
}
