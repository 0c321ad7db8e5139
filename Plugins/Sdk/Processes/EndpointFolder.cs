using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>Endpoints as files: in memory, readable by this user alone, gone with their process.</summary>
internal sealed class EndpointFolder : IDisposable
{
    private const int NameBytes = 16;
    private const int FolderNameBytes = 8;

    private readonly ConcurrentDictionary<string, bool> _inUse = new();
    private readonly string _folder;

    /// <param name="memoryFolder">As in <see cref="ProcessSupervisionOptions.MemoryFolder"/>.</param>
    /// <param name="runFolder">Two services on one machine differ in this, and so in their folders.</param>
    /// <exception cref="IOException">No memory file system, or the folder is not ours.</exception>
    public EndpointFolder(string? memoryFolder, string runFolder)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(runFolder));
        var name = Convert.ToHexStringLower(digest.AsSpan(0, FolderNameBytes));
        _folder = Path.Combine(
            MemoryFileSystem.Find(memoryFolder), $"shield-{NativeMethods.EffectiveUser()}-{name}");
        MemoryFileSystem.EnsurePrivate(_folder);
    }

    /// <summary>Writes an endpoint to a new file of mode 0600 and returns its path.</summary>
    /// <exception cref="IOException">The memory file system is full or gone.</exception>
    public string Write(string endpoint)
    {
        // Some systems clear /dev/shm when a user logs out; then the folder is made anew.
        MemoryFileSystem.EnsurePrivate(_folder);
        var path = Path.Combine(_folder, RandomNumberGenerator.GetHexString(NameBytes * 2, lowercase: true));
        _inUse[path] = true;
        try
        {
            PrivateFiles.Create(path, Encoding.UTF8.GetBytes(endpoint));
        }
        catch (IOException)
        {
            Delete(path);
            throw;
        }

        return path;
    }

    /// <summary>Deletes an endpoint file; one that is gone already is fine.</summary>
    public void Delete(string path)
    {
        Remove(path);
        _inUse.TryRemove(path, out _);
    }

    /// <summary>Deletes every file that no process of this agent uses, and what plugins had written for their
    /// tools.</summary>
    public void DeleteLeftovers()
    {
        if (!Directory.Exists(_folder))
            return;
        SecretFolder.RemoveLeftovers(_folder, DateTimeOffset.MaxValue);
        foreach (var path in Directory.GetFiles(_folder))
        {
            if (!_inUse.ContainsKey(path))
                Remove(path);
        }
    }

    /// <summary>Removes the folder if nothing is in it.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder);
        }
        catch (IOException)
        {
            // A left-over of an earlier agent is in it, or the system has cleared it.
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The system has cleared the folder, and the file with it.
        }
    }
}
