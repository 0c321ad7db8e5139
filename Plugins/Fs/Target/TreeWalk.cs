using Shield.Plugins.Fs.Native;

namespace Shield.Plugins.Fs.Target;

/// <summary>Finds what include patterns choose: the matches, all below them, and the directories that lead
/// there.</summary>
internal sealed class TreeWalk(Patterns include, Patterns exclude)
{
    /// <summary>Every chosen path below the root, without the root itself, directories before what is in
    /// them, in the order of their bytes. Each begins with "./" and ends with a NUL.</summary>
    public IEnumerable<byte[]> Choose(Folder root) => Choose(root, null, isChosen: false, []);

    /// <param name="folder">The directory to look into.</param>
    /// <param name="path">Its path below the root; null for the root.</param>
    /// <param name="isChosen">Whether all of it is chosen already.</param>
    /// <param name="pending">The directories on the way that have not been named yet.</param>
    private IEnumerable<byte[]> Choose(Folder folder, byte[]? path, bool isChosen, List<byte[]> pending)
    {
        foreach (var name in folder.Names().Order(ByteOrder.Instance))
        {
            var below = path is null ? name : FileName.Join(path, name);
            if (exclude.Match(below, name) || (path is null && Staging.IsStaging(name))) continue;
            var chosen = isChosen || include.Match(below, name);
            var shown = FileName.Join(FileName.Here, below);
            if (chosen)
            {
                foreach (var directory in pending) yield return directory;
                pending.Clear();
                yield return shown;
            }

            if (folder.StatusOf(name) is not { IsFolder: true }) continue;
            using var next = folder.Enter(name);
            if (next is null) continue;
            List<byte[]> waiting = chosen ? [] : [.. pending, shown];
            foreach (var found in Choose(next, below, chosen, waiting))
            {
                // The first find below has named every directory on the way, ours among them.
                pending.Clear();
                yield return found;
            }
        }
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
