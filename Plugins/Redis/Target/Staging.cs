using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>A folder for this user alone, in which an archive is kept until it was checked and sent; what a
/// killed restore left goes with the next.</summary>
internal sealed class Staging : IDisposable
{
    private const string Prefix = "shield-redis-";
    private const string LockName = ".lock";
    private const string FileName = "archive.rdb";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A folder as young as this may still be without its lock.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly FileStream _lock;

    private Staging(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
        _lock = OpenNew(LockName);
    }

    /// <summary>Bytes of the archive.</summary>
    public long Length { get; private set; }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="PluginException">It cannot be made.</exception>
    public static Staging Begin(PluginCall call)
    {
        var place = call.Endpoint.AbsolutePath(RedisFields.StagingDir) ?? Path.GetTempPath();
        try
        {
            foreach (var folder in Directory.GetDirectories(place, Prefix + "*"))
                RemoveIfLeft(folder, call.Clock.GetUtcNow() - Settling);
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
        using var file = OpenNew(FileName);
        var summary = RdbWalk.Run(
            new RdbInput(input, bytes => Write(file, bytes), cancellationToken), new NoContent(),
            isChecksumNeeded: true);
        Length = file.Length;
        return summary;
    }

    /// <summary>Opens what was taken in.</summary>
    public FileStream Open() =>
        new(Path.Join(_folder, FileName), FileMode.Open, FileAccess.Read, FileShare.Read, 0);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
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

    private static void RemoveIfLeft(string folder, DateTimeOffset youngest)
    {
        try
        {
            if (new DirectoryInfo(folder).LinkTarget is not null) return;
            if (Directory.GetLastWriteTimeUtc(folder) > youngest.UtcDateTime) return;
            using var alone = new FileStream(
                Path.Join(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Its process lives, or it is another user's.
        }
    }
}
