namespace Shield.Plugins.Sdk.Processes;

/// <summary>Folders and files that nobody but this user may look into.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder with mode 0700; one that exists stays as it is.</summary>
    public static void CreateFolder(string folder)
    {
        RefuseWindows();
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder, OwnerFolder);
    }

    /// <summary>Gives a folder of ours mode 0700.</summary>
    public static void MakePrivate(string folder)
    {
        RefuseWindows();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, OwnerFolder);
    }

    /// <summary>Makes a file with mode 0600 that did not exist before.</summary>
    /// <exception cref="IOException">It exists, or cannot be written whole.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        RefuseWindows();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        using var file = new FileStream(path, options);
        file.Write(content);
    }

    /// <summary>Opens a file for this process alone; where it is missing, it is made with mode
    /// 0600.</summary>
    /// <exception cref="IOException">Another process has it open, or it cannot be written.</exception>
    public static FileStream OpenAlone(string path)
    {
        RefuseWindows();
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }

    private static void RefuseWindows()
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("file modes are needed, and processes as Linux has them");
    }
}
