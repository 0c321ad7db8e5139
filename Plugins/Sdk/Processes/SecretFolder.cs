using System.Security.Cryptography;
using System.Text;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>A folder for what a tool must be told in a file, like a password: in memory, for this user alone,
/// gone when it is disposed of. What a killed process left goes with the next one's.</summary>
public sealed class SecretFolder : IDisposable
{
    private const int NameBytes = 16;
    private const string LockName = ".lock";

    /// <summary>A folder as young as this may still be without its lock.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private readonly FileStream _lock;

    private static string Prefix => $"shield-tool-{NativeMethods.EffectiveUser()}-";

    private SecretFolder(string path)
    {
        FullPath = path;
        MemoryFileSystem.EnsurePrivate(path);
        _lock = PrivateFiles.OpenAlone(Path.Combine(path, LockName));
    }

    /// <summary>Where it is.</summary>
    public string FullPath { get; }

    /// <summary>Makes one, and removes those whose process is dead.</summary>
    /// <param name="clock">Tells how old left-overs are.</param>
    /// <exception cref="IOException">There is no memory file system, or it is full.</exception>
    public static SecretFolder Create(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var memory = FindMemory();
        RemoveLeftovers(memory, clock.GetUtcNow() - Settling);
        var name = Prefix + RandomNumberGenerator.GetHexString(NameBytes * 2, lowercase: true);
        return new SecretFolder(Path.Combine(memory, name));
    }

    /// <summary>Removes those of dead processes.</summary>
    /// <param name="memory">Where they lie.</param>
    /// <param name="youngest">Those that have changed since are passed over.</param>
    internal static void RemoveLeftovers(string memory, DateTimeOffset youngest)
    {
        foreach (var folder in Directory.GetDirectories(memory, Prefix + "*")) RemoveIfLeft(folder, youngest);
    }

    /// <summary>Writes a new file of mode 0600.</summary>
    /// <param name="name">A plain file name.</param>
    /// <param name="content">What is in it.</param>
    /// <returns>Its path, which is no secret.</returns>
    public string Write(string name, string content)
    {
        var path = Path.Combine(FullPath, name);
        PrivateFiles.Create(path, Encoding.UTF8.GetBytes(content));
        return path;
    }

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose()
    {
        Remove(FullPath);
        _lock.Dispose();
    }

    // An agent that was given a memory file system of its own keeps the endpoint's file on it.
    private static string FindMemory()
    {
        var endpoint = Environment.GetEnvironmentVariable(PluginEnvironment.EndpointFile);
        var folder = Path.GetDirectoryName(endpoint);
        return !string.IsNullOrEmpty(folder) && MemoryFileSystem.IsInMemory(folder)
            ? folder
            : MemoryFileSystem.Find(null);
    }

    private static void RemoveIfLeft(string folder, DateTimeOffset youngest)
    {
        try
        {
            if (Directory.GetLastWriteTimeUtc(folder) > youngest.UtcDateTime) return;
            using var alone = PrivateFiles.OpenAlone(Path.Combine(folder, LockName));
            Remove(folder);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Its process lives, or another one has just removed it.
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The system has cleared it.
        }
    }
}
