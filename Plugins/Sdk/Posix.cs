using System.Runtime.InteropServices;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk;

/// <summary>The few system calls that .NET has no faithful counterpart for.</summary>
internal static partial class Posix
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int BrokenPipe = 32;

    public const int TypeMask = 0xF000;
    public const int FolderType = 0x4000;

    private const int ExecutePermission = 1;
    private const int AtCurrentFolder = -100;
    private const int AtNoFollow = 0x100;
    private const uint WantsTypeModeOwner = 0x0B;
    private const int StatxBytes = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int RegularFile = 0x8000;

    /// <summary>Whether a name is taken, be it by a link that ends nowhere.</summary>
    public static bool Exists(string path) => StatusOf(path, followLinks: false) is not null;

    /// <summary>Whether it is a regular file, links followed.</summary>
    public static bool IsRegularFile(string path) =>
        (StatusOf(path, followLinks: true)?.Mode & TypeMask) == RegularFile;

    /// <summary>Who owns a file, its type and its permissions; null when nothing is there.</summary>
    public static unsafe (uint Owner, int Mode)? StatusOf(string path, bool followLinks)
    {
        var answer = stackalloc byte[StatxBytes];
        var flags = followLinks ? 0 : AtNoFollow;
        return Statx(AtCurrentFolder, path, flags, WantsTypeModeOwner, answer) == 0
            ? (*(uint*)(answer + OwnerOffset), *(ushort*)(answer + ModeOffset))
            : null;
    }

    /// <summary>Whether this process may execute the file.</summary>
    public static bool IsExecutable(string path) => Access(path, ExecutePermission) == 0;

    /// <summary>The path without links, dots and double slashes; null when nothing is there.</summary>
    public static string? RealPath(string path)
    {
        var real = RealPath(path, 0);
        if (real == 0) return null;
        var text = Marshal.PtrToStringUTF8(real);
        Free(real);
        return text;
    }

    /// <summary>Waits until the descriptor has bytes or an end.</summary>
    /// <returns>False when the time passed first.</returns>
    public static unsafe bool WaitReadable(int descriptor, int timeoutMilliseconds)
    {
        var wait = new NativeMethods.PollEntry { Descriptor = descriptor, Events = NativeMethods.PollIn };
        return NativeMethods.Poll(&wait, 1, timeoutMilliseconds) > 0;
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int code);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* answer);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, nint resolved);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint memory);
}
