using System.Globalization;
using Shield.Domain;

namespace Shield.Silo.Hosting;

/// <summary>SHIELD_HOME: for its owner alone, and for one program at a time.</summary>
public sealed class HomeFolder : IDisposable
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private HomeFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The embedded catalog, a file.</summary>
    public string CatalogFile => CatalogIn(Path);

    /// <summary>Files of what is running.</summary>
    public string RunFolder => System.IO.Path.Combine(Path, "run");

    /// <summary>The port for cluster traffic, a file.</summary>
    public string SiloPortFile => System.IO.Path.Combine(Path, "silo-port");

    /// <summary>The key ring.</summary>
    public string KeysFolder => System.IO.Path.Combine(Path, "keys");

    /// <summary>Creates what is missing, and holds it until disposed of or until the process ends.</summary>
    /// <exception cref="ShieldException">Another program holds it (Conflict), or it cannot be written
    /// (Unavailable).</exception>
    public static HomeFolder Open(string path)
    {
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            held = Hold(path);
            var home = new HomeFolder(path, held);
            Directory.CreateDirectory(home.RunFolder, OwnerOnly);
            Directory.CreateDirectory(home.KeysFolder, OwnerOnly);
            return home;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw Unusable(path, e);
        }
    }

    /// <summary>The embedded catalog of a home that another program may hold at the same time; the folder is
    /// made when it is missing.</summary>
    /// <exception cref="ShieldException">It cannot be made (Unavailable).</exception>
    public static string FindCatalog(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            return CatalogIn(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    private static string CatalogIn(string path) => System.IO.Path.Combine(path, "catalog.db");

    private static ShieldException Unusable(string path, Exception e) => new(
        Reason.Unavailable, $"SHIELD_HOME {path} cannot be used: {e.Message}", "choose another folder");

    // The kernel drops the lock with the process, however it ends. The file stays: removing it would let two
    // programs hold two files of one name.
    private static FileStream Hold(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        var file = System.IO.Path.Combine(path, "lock");
        try
        {
            var held = new FileStream(file, options);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes(
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush();
            return held;
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new ShieldException(
                Reason.Conflict,
                $"another shieldd or shield-agent is running with SHIELD_HOME {path}",
                "stop it, or choose another SHIELD_HOME");
        }
    }
}
