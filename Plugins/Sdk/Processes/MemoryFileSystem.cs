namespace Shield.Plugins.Sdk.Processes;

/// <summary>Finds and checks the place where secrets may lie as files: in memory, and ours alone.</summary>
internal static unsafe class MemoryFileSystem
{
    private const string Usual = "/dev/shm";
    private const string OfTheUser = "XDG_RUNTIME_DIR";

    // statfs(2): the type is the first word of the answer.
    private const uint TemporaryFileSystem = 0x01021994;
    private const uint RamFileSystem = 0x858458f6;

    private const int AccessMask = 0xfff;
    private const int OwnerOnly = 0x1c0;

    /// <summary>A folder on a memory file system in which this user may make folders.</summary>
    /// <param name="wish">The folder to take, or null to look for one.</param>
    /// <exception cref="IOException">There is none, or the wished one is not in memory.</exception>
    public static string Find(string? wish)
    {
        if (wish is not null)
        {
            return IsInMemory(wish)
                ? wish
                : throw new IOException($"{wish} is not a folder on a memory file system (tmpfs); secrets "
                    + "of plugins must not reach a disk");
        }

        if (IsInMemory(Usual))
            return Usual;
        if (Environment.GetEnvironmentVariable(OfTheUser) is { Length: > 0 } folder && IsInMemory(folder))
            return folder;

        throw new IOException($"neither {Usual} nor {OfTheUser} is on a memory file system (tmpfs); secrets "
            + "of plugins must not reach a disk");
    }

    /// <summary>Whether it is a folder that no disk keeps.</summary>
    public static bool IsInMemory(string folder)
    {
        var answer = stackalloc byte[NativeMethods.FileSystemBytes];
        return Directory.Exists(folder)
            && NativeMethods.FileSystem(folder, answer) == 0
            && *(uint*)answer is TemporaryFileSystem or RamFileSystem;
    }

    /// <summary>Makes the folder with mode 0700, or checks that it is ours and nobody else's.</summary>
    /// <exception cref="IOException">Something else stands there, or it belongs to another user.</exception>
    public static void EnsurePrivate(string folder)
    {
        PrivateFiles.CreateFolder(folder);

        // Anybody may write to /dev/shm; a folder put there in advance must not receive our secrets.
        if (Posix.StatusOf(folder, followLinks: false) is not ({ } owner, { } mode)
            || (mode & Posix.TypeMask) != Posix.FolderType || owner != NativeMethods.EffectiveUser())
            throw new IOException($"{folder} is not a folder of this user; remove it");
        if ((mode & AccessMask) != OwnerOnly)
            PrivateFiles.MakePrivate(folder);
    }
}
