using Shield.Plugins.Fs.Native;

namespace Shield.Plugins.Fs.Target;

/// <summary>Moves entries between directories of one file system without changing them.</summary>
internal static class Mover
{
    private const uint OwnerAll = 0x1C0; // 0700
    private const uint OwnerWrites = 0x80; // 0200

    /// <summary>Lets its owner move entries in and out of a directory; root may anyway. Where this fails, so
    /// will the move, and that is said.</summary>
    public static void Unlock(Folder folder)
    {
        if (!Environment.IsPrivilegedProcess)
            _ = Libc.ChangeMode(folder.Descriptor, Status.Of(folder.Descriptor).Permissions | OwnerAll);
    }

    /// <summary>Moves an entry, over one that is no directory if there is one.</summary>
    public static void Move(Folder from, byte[] name, Folder to)
    {
        var status = from.StatusOf(name)
            ?? throw Errno.Failure($"move '{FileName.Text(name)}'", Errno.NoEntry);
        if (!status.IsFolder)
        {
            if (Rename(from, name, to, 0) != 0) throw Errno.Failure($"move '{FileName.Text(name)}'");
            return;
        }

        // A directory that moves is written to (its ".." changes), for which its owner needs the permission.
        var isLocked = (status.Permissions & OwnerWrites) == 0 && !Environment.IsPrivilegedProcess;
        if (isLocked) _ = Libc.ChangeModeAt(from.Descriptor, name, status.Permissions | OwnerAll, 0);
        if (Rename(from, name, to, 0) != 0) throw Errno.Failure($"move '{FileName.Text(name)}'");
        if (isLocked) _ = Libc.ChangeModeAt(to.Descriptor, name, status.Permissions, 0);
        Metadata.SetTimes(to, name, status);
    }

    /// <summary>Lets two entries of one name change places, at one instant where the file system
    /// can.</summary>
    /// <param name="here">The staged entry is here before, and the old one after.</param>
    /// <param name="name">The name of both.</param>
    /// <param name="there">The other way round.</param>
    /// <param name="aside">Holds the old entry meanwhile, where the file system cannot.</param>
    public static void Exchange(Folder here, byte[] name, Folder there, Folder aside)
    {
        if (Rename(here, name, there, Flags.Exchange) == 0) return;
        if (Errno.Last is not (Errno.InvalidArgument or Errno.NotImplemented or Errno.NotSupported
            or Errno.AccessDenied))
            throw Errno.Failure($"replace '{FileName.Text(name)}'");
        Move(there, name, aside);
        Move(here, name, there);
    }

    private static int Rename(Folder from, byte[] name, Folder to, uint flags) =>
        Libc.RenameAt(from.Descriptor, name, to.Descriptor, name, flags);
}
