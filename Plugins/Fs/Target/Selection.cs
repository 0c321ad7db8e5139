using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>Which files of which tree.</summary>
internal sealed record Selection(string BaseDir, Patterns Include, Patterns Exclude)
{
    public static Selection Of(Endpoint endpoint) => new(
        endpoint.RequiredAbsolutePath(FsFields.BaseDir),
        new Patterns(endpoint.List(FsFields.Include)),
        new Patterns(endpoint.List(FsFields.Exclude)));

    /// <summary>Hands the chosen names to a tar that waits for them; without include patterns it needs
    /// none.</summary>
    public void Feed(Tool tar, Folder root, CancellationToken cancellationToken)
    {
        if (!Include.Any) return;
        using var names = new BufferedStream(tar.Input);
        names.Write(".\0"u8);
        foreach (var name in new TreeWalk(Include, Exclude).Choose(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.Write(name);
        }
    }
}
