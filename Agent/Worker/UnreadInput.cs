using System.Runtime.InteropServices;

namespace Shield.Agent.Worker;

/// <summary>Looks into a pipe from the end at which it is filled.</summary>
internal static partial class UnreadInput
{
    /// <summary>FIONREAD: how many bytes nobody has read yet. The same number on x64 and arm64.</summary>
    private const nuint BytesUnread = 0x541B;

    /// <summary>How many bytes wait in this pipe; 0 when that cannot be told.</summary>
    public static int Count(Stream pipe) =>
        pipe is FileStream { SafeFileHandle: { IsClosed: false } handle }
        && Control(handle, BytesUnread, out var count) == 0
            ? count
            : 0;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(SafeHandle descriptor, nuint request, out int count);
}
