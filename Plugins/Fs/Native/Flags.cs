using System.Runtime.InteropServices;

namespace Shield.Plugins.Fs.Native;

/// <summary>Numbers of the Linux system call interface; two of them differ between processors.</summary>
internal static class Flags
{
    public const int CurrentFolder = -100;
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int NoFollowAt = 0x100;
    public const int RemoveFolder = 0x200;
    public const int FollowAt = 0x400;
    public const int EmptyPath = 0x1000;
    public const uint NoReplace = 1;
    public const uint Exchange = 2;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const uint StartWriteback = 2;

    private const int UnnamedBit = 0x400000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static int MustBeFolder { get; } = IsArm ? 0x4000 : 0x10000;

    public static int NoFollow { get; } = IsArm ? 0x8000 : 0x20000;

    /// <summary>A file without a name (O_TMPFILE).</summary>
    public static int Unnamed { get; } = UnnamedBit | MustBeFolder;
}
