using System.Text;
using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Store;

/// <summary>Finds every blob below the base folder by the form of its key; other files are not
/// touched.</summary>
internal static class BlobListing
{
    private const int FolderDepth = 3;

    public static IEnumerable<ListedObject> Walk(string baseDir)
    {
        if (!Path.Exists(baseDir)) yield break;
        using var root = Folder.Open(baseDir);
        foreach (var listed in Walk(root, "", 0)) yield return listed;
    }

    private static IEnumerable<ListedObject> Walk(Folder folder, string prefix, int depth)
    {
        foreach (var name in folder.Names().Where(n => IsPossible(n, depth)))
        {
            var key = prefix + FileName.Text(name);
            if (depth == FolderDepth)
            {
                if (ArchiveKey.Is(key) && folder.StatusOf(name) is { IsRegular: true } status)
                    yield return new ListedObject(key, status.Bytes, Modified(status));
                continue;
            }

            using var next = folder.Enter(name);
            if (next is null) continue;
            foreach (var listed in Walk(next, key + "/", depth + 1)) yield return listed;
        }
    }

    /// <summary>Year, month and day are digits; nobody else's folders are entered.</summary>
    private static bool IsPossible(byte[] name, int depth) =>
        depth == FolderDepth || (name.Length == (depth == 0 ? 5 : 3) && Ascii.IsValid(name)
            && name.AsSpan(0, name.Length - 1).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0);

    private static DateTimeOffset Modified(Status status) =>
        DateTimeOffset.FromUnixTimeSeconds(status.Modified.Item1);
}
