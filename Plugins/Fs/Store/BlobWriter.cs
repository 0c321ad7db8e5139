using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Store;

/// <summary>A blob that is being written. It has no name before it is whole, so that not even a crash of the
/// machine leaves anything behind; where the file system cannot do that, its name is hidden.</summary>
internal sealed class BlobWriter : IDisposable
{
    private const uint BlobMode = 0x180; // 0600
    private const uint FolderMode = 0x1C0; // 0700
    private const int LinkAttemptsMax = 10;
    private static readonly byte[] PartialPrefix = ".partial-"u8.ToArray();

    private readonly Folder _root;
    private readonly int _file;
    private byte[]? _partialName;

    private BlobWriter(Folder root, int file, byte[]? partialName)
    {
        _root = root;
        _file = file;
        _partialName = partialName;
    }

    public int Descriptor => _file;

    /// <summary>Begins a blob.</summary>
    /// <param name="root">The base folder.</param>
    /// <param name="mayBeUnnamed">Whether to try a file without a name first.</param>
    public static BlobWriter Begin(Folder root, bool mayBeUnnamed)
    {
        if (mayBeUnnamed)
        {
            var unnamed = Libc.OpenAt(
                root.Descriptor, FileName.Here,
                Flags.Unnamed | Flags.WriteOnly | Flags.CloseOnExec, BlobMode);
            if (unnamed >= 0) return new BlobWriter(root, unnamed, null);
            // Each file system without nameless files has its own way to say so.
            if (Errno.Last is not (
                Errno.NotSupported or Errno.IsAFolder or Errno.InvalidArgument or Errno.NoEntry))
                throw Errno.Failure("write in base_dir");
        }

        RemoveLeftOvers(root);
        var name = FileName.Of([.. PartialPrefix, .. Guid.NewGuid().ToByteArray().SelectMany(Hex)]);
        var file = Libc.OpenAt(
            root.Descriptor, name,
            Flags.WriteOnly | Flags.Create | Flags.Exclusive | Flags.NoFollow | Flags.CloseOnExec, BlobMode);
        if (file < 0) throw Errno.Failure("write in base_dir");
        _ = Libc.Lock(file, Flags.LockExclusive | Flags.LockNonBlocking);
        return new BlobWriter(root, file, name);
    }

    /// <summary>Makes the blob durable, then visible; never over another.</summary>
    public void Publish(BlobKey key)
    {
        if (Libc.Sync(_file) != 0) throw Errno.Failure("flush the blob to the disk, nothing of it is kept");
        try
        {
            for (var attempt = 1; !TryPublish(key); attempt++)
            {
                // A purge removes empty folders, perhaps the one that was just made.
                if (attempt == LinkAttemptsMax)
                    throw Errno.Failure("make the folders of the key", Errno.NoEntry);
            }
        }
        catch (PluginException)
        {
            BlobFolders.Prune(_root, key);
            throw;
        }
    }

    public void Dispose()
    {
        if (_partialName is not null) _ = Libc.UnlinkAt(_root.Descriptor, _partialName, 0);
        _partialName = null;
        _ = Libc.Close(_file);
    }

    private static IEnumerable<byte> Hex(byte value) =>
        Convert.ToHexStringLower([value]).Select(c => (byte)c);

    /// <summary>What a killed store left has no lock any more; what is being written has.</summary>
    private static void RemoveLeftOvers(Folder root)
    {
        foreach (var name in root.Names().Where(n => FileName.BeginsWith(n, PartialPrefix)))
        {
            var file = Libc.OpenAt(
                root.Descriptor, name,
                Flags.WriteOnly | Flags.NoFollow | Flags.NonBlocking | Flags.CloseOnExec, 0);
            if (file < 0) continue;
            if (Libc.Lock(file, Flags.LockExclusive | Flags.LockNonBlocking) == 0)
                _ = Libc.UnlinkAt(root.Descriptor, name, 0);
            _ = Libc.Close(file);
        }
    }

    private bool TryPublish(BlobKey key)
    {
        using var path = BlobFolders.Open(_root, key.Folders, FolderMode);
        if (path is null) return false;
        if (!TryLink(path.Last, key)) return false;
        try
        {
            path.Sync();
        }
        catch (PluginException)
        {
            _ = Libc.UnlinkAt(path.Last.Descriptor, key.Name, 0);
            throw;
        }

        return true;
    }

    private bool TryLink(Folder folder, BlobKey key)
    {
        if (Link(folder, key.Name) == 0)
        {
            if (_partialName is not null) _ = Libc.UnlinkAt(_root.Descriptor, _partialName, 0);
            _partialName = null;
            return true;
        }

        return Errno.Last switch
        {
            Errno.NoEntry => false,
            Errno.Exists =>
                throw new PluginException(PluginExit.Failed, $"there is a blob '{key.Text}' already"),
            _ => throw Errno.Failure("give the blob its name, nothing of it is kept"),
        };
    }

    private int Link(Folder folder, byte[] name)
    {
        if (_partialName is null)
        {
            return Libc.LinkAt(
                Flags.CurrentFolder, FileName.Of($"/proc/self/fd/{_file}"),
                folder.Descriptor, name, Flags.FollowAt);
        }

        var linked = Libc.LinkAt(_root.Descriptor, _partialName, folder.Descriptor, name, 0);
        // Without hard links, as on FAT, a rename that replaces nothing does as well.
        return linked != 0 && Errno.Last is Errno.NotPermitted or Errno.NotSupported
            ? Libc.RenameAt(_root.Descriptor, _partialName, folder.Descriptor, name, Flags.NoReplace)
            : linked;
    }
}
