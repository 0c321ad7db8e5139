using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>File descriptors of our own, none of which a child ever inherits.</summary>
internal static unsafe class Descriptors
{
    // The most an unprivileged process may ask for by default (/proc/sys/fs/pipe-max-size).
    private const int PipeBytes = 1024 * 1024;

    // EINTR.
    private const int Interrupted = 4;

    /// <summary>Opens a pipe; both ends close when a child executes.</summary>
    /// <exception cref="IOException">The process has no descriptors left.</exception>
    public static (SafeFileHandle ReadEnd, SafeFileHandle WriteEnd) Pipe()
    {
        var ends = stackalloc int[2];
        if (NativeMethods.Pipe(ends, NativeMethods.PipeCloseOnExec) != 0)
            throw LastError("cannot open a pipe");

        return (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
    }

    /// <summary>Lets children inherit this descriptor, under the same number.</summary>
    public static void MakeInheritable(SafeFileHandle handle)
    {
        if (NativeMethods.FileControl(handle, NativeMethods.SetDescriptorFlags, 0) != 0)
            throw LastError("cannot pass a descriptor on");
    }

    /// <summary>A second descriptor for the same file; it stays when the first is closed.</summary>
    public static SafeFileHandle Duplicate(SafeHandle handle)
    {
        var copy = NativeMethods.FileControl(handle, NativeMethods.DuplicateCloseOnExec, 0);
        if (copy < 0)
            throw LastError("cannot duplicate a descriptor");
        return new SafeFileHandle(copy, ownsHandle: true);
    }

    /// <summary>Lets a pipe hold 1 MiB where the system allows it; where not, it works as it is.</summary>
    public static void Enlarge(SafeHandle pipe) =>
        _ = NativeMethods.FileControl(pipe, NativeMethods.SetPipeSize, PipeBytes);

    /// <summary>Gives one pipe what another holds, without taking it from there; waits until there is
    /// something, and room for it. The kernel copies no byte for that.</summary>
    /// <param name="from">A pipe.</param>
    /// <param name="to">Another one.</param>
    /// <param name="error">Which error it was, where that is the answer.</param>
    /// <returns>How many bytes; 0 at the end of the first; -1 for an error.</returns>
    public static nint Tee(SafeHandle from, SafeHandle to, out int error)
    {
        while (true)
        {
            var given = NativeMethods.Tee(from, to, PipeBytes, 0);
            error = given < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (error != Interrupted) return given;
        }
    }

    /// <summary>Takes bytes from one descriptor to another, one of which is a pipe; waits until there are
    /// some, and room for them. The kernel copies no byte for that.</summary>
    /// <param name="from">Where they are.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="error">Which error it was, where that is the answer.</param>
    /// <returns>How many bytes; 0 at the end of the first; -1 for an error.</returns>
    public static nint Move(SafeHandle from, SafeHandle to, long count, out int error)
    {
        while (true)
        {
            var moved = NativeMethods.Splice(from, null, to, null, (nint)Math.Min(count, PipeBytes), 0);
            error = moved < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (error != Interrupted) return moved;
        }
    }

    /// <summary>Opens a file that is nowhere but in memory, and gone with its last descriptor.</summary>
    /// <param name="name">What /proc shows.</param>
    /// <exception cref="IOException">There is no memory, or no descriptor left.</exception>
    public static SafeFileHandle Memory(string name)
    {
        const uint Flags = NativeMethods.MemoryCloseOnExec;
        // Some systems demand that it can never be executed; kernels before 6.3 do not know of that.
        var number = NativeMethods.Memory(name, Flags | NativeMethods.MemoryWithoutPrograms);
        if (number < 0 && Marshal.GetLastPInvokeError() == NativeMethods.InvalidArgument)
            number = NativeMethods.Memory(name, Flags);
        if (number < 0)
            throw LastError("cannot open a file in memory");
        return new SafeFileHandle(number, ownsHandle: true);
    }

    /// <summary>A counter that can be waited for like a file; used to wake a thread.</summary>
    public static SafeFileHandle Event()
    {
        var number = NativeMethods.Event(0, NativeMethods.EventCloseOnExec);
        if (number < 0)
            throw LastError("cannot open an event");
        return new SafeFileHandle(number, ownsHandle: true);
    }

    /// <summary>Sets an event, for ever.</summary>
    public static void Set(SafeFileHandle ready)
    {
        var one = 1L;
        _ = NativeMethods.Write(ready, (byte*)&one, sizeof(long));
    }

    /// <summary>The descriptor's number; valid as long as the caller holds the handle open.</summary>
    public static int Number(SafeHandle handle) => (int)handle.DangerousGetHandle();

    private static IOException LastError(string what) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
}
