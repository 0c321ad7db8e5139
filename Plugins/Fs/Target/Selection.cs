using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Fs.Target;

/// <summary>Which files of which tree.</summary>
internal sealed record Selection(string BaseDir, Patterns Include, Patterns Exclude)
{
    public static Selection Of(Endpoint endpoint) => new(
        endpoint.RequiredAbsolutePath(FsFields.BaseDir),
        new Patterns(endpoint.List(FsFields.Include)),
        new Patterns(endpoint.List(FsFields.Exclude)));

    /// <summary>The chosen names for a tar that waits for them; without include patterns it needs
    /// none.</summary>
    public ToolInput Names(Folder root) => !Include.Any
        ? new ToolInput.Inherited()
        : new ToolInput.Written((tar, cancellationToken) =>
        {
            Feed(tar, root, cancellationToken);
            return Task.CompletedTask;
        });

    private void Feed(Stream tar, Folder root, CancellationToken cancellationToken)
    {
        using var names = new BufferedStream(tar);
        names.Write(".\0"u8);
        foreach (var name in new TreeWalk(Include, Exclude).Choose(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.Write(name);
        }
    }
}
