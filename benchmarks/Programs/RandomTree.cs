using System.Security.Cryptography;

namespace Shield.Benchmarks.Programs;

/// <summary>Files that nothing can compress.</summary>
internal static class RandomTree
{
    private const int FolderCount = 16;
    private const int FilesMin = 16;
    private const int FileBytes = 4 << 20;

    /// <summary>Makes them, and waits until they are on the disk; they stay in the page cache too.</summary>
    public static async Task MakeAsync(string folder, long bytes, CancellationToken cancellationToken)
    {
        var size = (int)Math.Min(FileBytes, bytes / FilesMin);
        for (var number = 0; number < bytes / size; number++)
        {
            var inner = Directory.CreateDirectory(Path.Combine(folder, $"folder {number % FolderCount}"));
            var content = RandomNumberGenerator.GetBytes(size);
            await File.WriteAllBytesAsync(
                Path.Combine(inner.FullName, $"file {number}"), content, cancellationToken);
        }

        await Shell.SyncAsync(folder, cancellationToken);
    }
}
