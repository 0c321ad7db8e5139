namespace Shield.Cli.Archives;

/// <summary>A file that is there whole or not at all: it is written beside its place, and moved there when
/// all is right.</summary>
internal sealed class SavedFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly bool _overwrites;
    private bool _isKept;

    private SavedFile(string path, bool overwrites)
    {
        (_path, _overwrites) = (path, overwrites);
        var folder = Path.GetDirectoryName(path)!;
        _partial = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
        };
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mine;
        Content = new FileStream(_partial, options);
    }

    /// <summary>What is written goes here.</summary>
    public FileStream Content { get; }

    /// <summary>Begins one; where there is a file already, that is confirmed first.</summary>
    public static async Task<SavedFile> OpenAsync(
        Session session, string file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        if (Directory.Exists(path)) throw Unwritable(file, "it is a folder", "name a file in it");
        var isThere = File.Exists(path);
        if (isThere) await session.ConfirmAsync($"{file} will be overwritten.", cancellationToken);
        try
        {
            return new SavedFile(path, overwrites: isThere);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(file, fault.Message, "");
        }
    }

    /// <summary>All is right: it takes its place, and survives whatever happens to the machine.</summary>
    public void Keep()
    {
        try
        {
            Content.Flush(flushToDisk: true);
            Content.Dispose();
            File.Move(_partial, _path, _overwrites);
            _isKept = true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(_path, fault.Message, "");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        if (!_isKept) File.Delete(_partial);
    }

    private static CliFailureException Unwritable(string file, string why, string hint) =>
        new(ExitCode.Refused, $"cannot write {file}: {why}", hint);
}
