using System.Runtime.InteropServices;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>The calls of Linux that handling processes needs; the framework offers none of them.</summary>
/// <remarks>
/// A descriptor is passed as the handle that owns it wherever that is possible: a bare number may belong
/// to somebody else's pipe by the time of the call.
/// </remarks>
internal static unsafe partial class NativeMethods
{
    public const int SigQuit = 3;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    public const int SetDescriptorFlags = 2;
    public const int CloseOnExec = 1;
    public const int DuplicateCloseOnExec = 1030;
    public const int SetPipeSize = 1031;
    public const int PipeCloseOnExec = 0x80000;
    public const int EventCloseOnExec = 0x80000;

    public const uint MemoryCloseOnExec = 1;
    public const uint MemoryWithoutPrograms = 8;
    public const int InvalidArgument = 22;

    public const short PollIn = 1;

    public const int FileSystemBytes = 256;

    // The same numbers on every architecture, because they are newer than the unified table.
    public const int CallPidfdSendSignal = 424;
    public const int CallPidfdOpen = 434;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "tee", SetLastError = true)]
    public static partial nint Tee(SafeHandle from, SafeHandle to, nuint bytesMax, uint flags);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    public static partial nint Splice(
        SafeHandle from, long* fromOffset, SafeHandle to, long* toOffset, nint bytesMax, uint flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int Event(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Memory(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FileControl(SafeHandle descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileSystem(string path, byte* result);
}
