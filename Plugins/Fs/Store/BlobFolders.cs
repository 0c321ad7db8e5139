using Shield.Plugins.Fs.Native;

namespace Shield.Plugins.Fs.Store;

/// <summary>The folders on the way from the base folder to a blob, all open, none reached through a
/// link.</summary>
internal sealed class BlobFolders : IDisposable
{
    private readonly Folder _root;
    private readonly List<Folder> _opened = [];

    private BlobFolders(Folder root) => _root = root;

    /// <summary>The folder that holds the blob.</summary>
    public Folder Last => _opened.Count > 0 ? _opened[^1] : _root;

    /// <summary>Opens the folders of a key.</summary>
    /// <param name="root">The base folder; stays open.</param>
    /// <param name="folders">The folders of a key, or the first few of them.</param>
    /// <param name="makeMode">Permissions of folders made on the way; null to make none.</param>
    /// <returns>Null when a folder is missing, or is a link.</returns>
    public static BlobFolders? Open(Folder root, IEnumerable<byte[]> folders, uint? makeMode)
    {
        var path = new BlobFolders(root);
        foreach (var name in folders)
        {
            if ((makeMode is { } mode && !path.Last.Make(name, mode))
                || path.Last.Enter(name) is not { } folder)
            {
                path.Dispose();
                return null;
            }

            path._opened.Add(folder);
        }

        return path;
    }

    /// <summary>Removes the folders of a key that are empty, from the last to the first.</summary>
    public static void Prune(Folder root, BlobKey key)
    {
        for (var depth = key.Folders.Count; depth > 0; depth--)
        {
            using var path = Open(root, key.Folders.Take(depth - 1), makeMode: null);
            // A folder that is not empty ends it, and so does one that somebody else has removed: they go on.
            if (path is null
                || Libc.UnlinkAt(path.Last.Descriptor, key.Folders[depth - 1], Flags.RemoveFolder) != 0)
                return;
        }
    }

    public void Sync()
    {
        foreach (var folder in Enumerable.Reverse(_opened)) folder.Sync();
        _root.Sync();
    }

    public void Dispose()
    {
        foreach (var folder in _opened) folder.Dispose();
        _opened.Clear();
    }
}
