using System.Text;
using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>A folder for this user alone, in which an archive is kept until it was checked and sent; what a
/// killed restore left goes with the next.</summary>
internal sealed class Staging : IDisposable
{
    public const string LockName = ".lock";
    public const string ArchiveName = "archive.rdb";
    public const string NoteName = "takeover";
    private const string Prefix = "shield-redis-";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder;
    private readonly FileStream _lock;

    private Staging(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
        _lock = OpenNew(LockName);
    }

    /// <summary>Set when the note must outlive the restore.</summary>
    public bool KeepsNote { get; set; }

    /// <summary>All that there are where an endpoint wants them.</summary>
    /// <exception cref="PluginException">There is no such place.</exception>
    public static string[] FoldersOf(Endpoint endpoint)
    {
        var place = PlaceOf(endpoint);
        try
        {
            return Directory.GetDirectories(place, Prefix + "*");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(place, e);
        }
    }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="PluginException">It cannot be made.</exception>
    public static Staging Begin(Endpoint endpoint)
    {
        var place = PlaceOf(endpoint);
        try
        {
            // Making the folder would make those above it, too.
            if (!Directory.Exists(place)) throw new DirectoryNotFoundException();
            return new Staging(Path.Join(place, $"{Prefix}{Guid.NewGuid():n}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(place, e);
        }
    }

    /// <summary>Takes in the whole archive, and reads every byte of it.</summary>
    /// <exception cref="PluginException">It is not as it was written, or does not fit.</exception>
    public RdbSummary Take(Stream input, CancellationToken cancellationToken)
    {
        using var file = OpenNew(ArchiveName);
        return RdbWalk.Run(
            new RdbInput(input, bytes => Write(file, bytes), cancellationToken), new NoContent(),
            isChecksumNeeded: true);
    }

    /// <summary>Opens what was taken in.</summary>
    public FileStream Open() =>
        new(Path.Join(_folder, ArchiveName), FileMode.Open, FileAccess.Read, FileShare.Read, 0);

    /// <summary>Writes down, for good, what is about to be done to the server.</summary>
    public void Write(TakeoverNote note)
    {
        using var file = OpenNew(NoteName);
        Write(file, Encoding.UTF8.GetBytes(note.Text));
        file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        if (KeepsNote) File.Delete(Path.Join(_folder, ArchiveName));
        else Directory.Delete(_folder, recursive: true);
        _lock.Dispose();
    }

    private void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException e)
        {
            throw NoRoom(Path.GetDirectoryName(_folder)!, e);
        }
    }

    private static string PlaceOf(Endpoint endpoint) =>
        endpoint.AbsolutePath(RedisFields.StagingDir) ?? Path.GetTempPath();

    private static PluginException NoRoom(string place, Exception fault) => new(
        PluginExit.Failed,
        $"cannot keep the archive in {place} while it is checked: {FileFault.Words(fault)}\n"
        + $"say in {RedisFields.StagingDir} where there is room");

    private FileStream OpenNew(string name) => new(Path.Join(_folder, name), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        BufferSize = 0,
        UnixCreateMode = OwnerFile,
    });
}
