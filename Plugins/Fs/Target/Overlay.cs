using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>Lays an unpacked tree over another: adds and replaces, removes nothing.</summary>
internal static class Overlay
{
    /// <summary>Looks for what would stop <see cref="Merge"/> half-way, before anything is changed.</summary>
    public static void Check(Folder staged, Folder target, string path)
    {
        if (Status.Of(staged.Descriptor).Device != Status.Of(target.Descriptor).Device)
            throw new PluginException(PluginExit.Failed,
                $"'{path}' is on another file system than base_dir: back it up as a target of its own");
        foreach (var name in staged.Names())
        {
            if (target.StatusOf(name) is not { } old) continue;
            var below = path + FileName.Text(name);
            var isFolder = staged.StatusOf(name) is { IsFolder: true };
            if (!isFolder && old.IsFolder)
                throw new PluginException(PluginExit.Failed,
                    $"'{below}' is a directory now and none in the archive: move it, or restore with exact");
            if (!isFolder || !old.IsFolder) continue;
            using var from = staged.Enter(name);
            using var to = target.Enter(name);
            if (from is not null && to is not null) Check(from, to, below + "/");
        }
    }

    /// <summary>Moves every entry over, directory by directory; each entry changes at one instant.</summary>
    /// <param name="staged">The unpacked tree; what it replaces may be left in it.</param>
    /// <param name="target">The tree to change.</param>
    /// <param name="replaced">Takes what makes way for a directory.</param>
    /// <param name="cancellationToken">Looked at between two entries.</param>
    public static void Merge(
        Folder staged, Folder target, Folder replaced, CancellationToken cancellationToken)
    {
        foreach (var name in staged.Names())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var old = target.StatusOf(name);
            if (staged.StatusOf(name) is { IsFolder: true } status && old is not null)
            {
                if (old is { IsFolder: true })
                    MergeFolder(staged, target, name, status, replaced, cancellationToken);
                else Mover.Exchange(staged, name, target, replaced);
            }
            else
            {
                Mover.Move(staged, name, target);
            }
        }
    }

    private static void MergeFolder(
        Folder staged, Folder target, byte[] name, Status status, Folder replaced,
        CancellationToken cancellationToken)
    {
        using var from = staged.Enter(name);
        using var to = target.Enter(name);
        if (from is null || to is null)
            throw new PluginException(
                PluginExit.Failed, $"'{FileName.Text(name)}' changed while it was restored");
        Mover.Unlock(from);
        Mover.Unlock(to);
        Merge(from, to, replaced, cancellationToken);
        Metadata.Copy(from.Descriptor, status, to.Descriptor);
    }
}
