using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>Makes a tree equal to an unpacked one by changing the entries of its first level; if one of them
/// cannot be changed, those before it are changed back.</summary>
internal static class ExactSwap
{
    /// <exception cref="PluginException">Another file system is mounted in the tree.</exception>
    public static void Check(string baseDir)
    {
        var root = Path.GetFullPath(baseDir).TrimEnd('/');
        if (new DirectoryInfo(root + "/").ResolveLinkTarget(returnFinalTarget: true) is { } real)
            root = real.FullName;
        foreach (var line in File.ReadLines("/proc/self/mountinfo"))
        {
            // The fifth word is the mount point, with spaces and the like as octal numbers.
            var place = Unescape(line.Split(' ')[4]);
            if (place.StartsWith(root + "/", StringComparison.Ordinal))
                throw new PluginException(PluginExit.Failed,
                    $"another file system is mounted at '{place}': an exact restore cannot replace it");
        }
    }

    public static void Run(Staging staging, Folder target)
    {
        var undo = new Stack<Action>();
        try
        {
            var staged = staging.Tree.Names();
            foreach (var name in target.Names().Where(n => !Staging.IsStaging(n)))
            {
                if (staged.Exists(s => FileName.Same(s, name))) continue;
                Mover.Move(target, name, staging.Replaced);
                undo.Push(() => Mover.Move(staging.Replaced, name, target));
            }

            foreach (var name in staged)
            {
                if (target.StatusOf(name) is null)
                {
                    Mover.Move(staging.Tree, name, target);
                    undo.Push(() => Mover.Move(target, name, staging.Tree));
                }
                else
                {
                    Mover.Exchange(staging.Tree, name, target, staging.Replaced);
                    undo.Push(() => Mover.Exchange(staging.Tree, name, target, staging.Replaced));
                }
            }
        }
        catch (PluginException)
        {
            // Should this fail too, the only copy of what was replaced is in the staging directory.
            staging.Keep = true;
            while (undo.TryPop(out var back)) back();
            staging.Keep = false;
            throw;
        }
    }

    private static string Unescape(string place) => place
        .Replace("\\040", " ", StringComparison.Ordinal)
        .Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal)
        .Replace("\\134", "\\", StringComparison.Ordinal);
}
