using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Fs.Target;

/// <summary>A private directory inside the base directory, where an archive is unpacked before anything
/// else is touched, and where replaced entries go before they are removed.</summary>
/// <remarks>Inside, because then it is on the same file system even where the base directory is a mount
/// point. It is locked as long as its restore lives; the next restore removes those without a lock.</remarks>
internal sealed class Staging : IDisposable
{
    public const string NamePrefix = ".shield-restore-";
    private const uint Private = 0x1C0; // 0700
    private static readonly byte[] Prefix = FileName.Of(NamePrefix)[..^1];
    private static readonly byte[] TreeName = FileName.Of("tree");
    private static readonly byte[] ReplacedName = FileName.Of("replaced");

    private readonly string _path;
    private readonly Folder _folder;

    private Staging(string path, Folder folder)
    {
        _path = path;
        _folder = folder;
        if (!folder.Make(TreeName, Private) || !folder.Make(ReplacedName, Private)
            || folder.Enter(TreeName) is not { } tree || folder.Enter(ReplacedName) is not { } replaced)
            throw Errno.Failure("make a staging directory in base_dir");
        (Tree, Replaced) = (tree, replaced);
    }

    /// <summary>Where the archive is unpacked; its place in the file system is <see
    /// cref="TreePath"/>.</summary>
    public Folder Tree { get; }

    public string TreePath => _path + "/tree";

    /// <summary>Where entries of the base directory go that the restore replaces or removes.</summary>
    public Folder Replaced { get; }

    /// <summary>Set when something in here must outlive the restore.</summary>
    public bool Keep { get; set; }

    public static bool IsStaging(byte[] name) => FileName.BeginsWith(name, Prefix);

    public static Staging Begin(string baseDir, Folder root)
    {
        RemoveLeftOvers(baseDir, root);
        var text = NamePrefix + Guid.NewGuid().ToString("N");
        var name = FileName.Of(text);
        if (!root.Make(name, Private) || root.Enter(name) is not { } folder)
            throw Errno.Failure("make a staging directory in base_dir");
        _ = Libc.Lock(folder.Descriptor, Flags.LockExclusive | Flags.LockNonBlocking);
        return new Staging($"{baseDir.TrimEnd('/')}/{text}", folder);
    }

    public void Dispose()
    {
        Tree.Dispose();
        Replaced.Dispose();
        if (!Keep) Remove(_path);
        _folder.Dispose();
    }

    private static void RemoveLeftOvers(string baseDir, Folder root)
    {
        foreach (var name in root.Names().Where(IsStaging))
        {
            using var left = root.Enter(name);
            if (left is not null
                && Libc.Lock(left.Descriptor, Flags.LockExclusive | Flags.LockNonBlocking) == 0)
                Remove($"{baseDir.TrimEnd('/')}/{FileName.Text(name)}");
        }
    }

    private static void Remove(string path)
    {
        try
        {
            // Only root may empty a directory that its owner must not write to.
            if (!Environment.IsPrivilegedProcess) Run("chmod", ["--recursive", "u+rwx", "--", path]);
            Run("rm", ["--recursive", "--force", "--one-file-system", "--", path]);
        }
        catch (ProcessStartException)
        {
            // The next restore finds what is left; that this one is done matters more.
        }
    }

    private static void Run(string name, string[] arguments) =>
        SystemProgram.RunAsync(
            name, arguments, new ToolInput.Inherited(), new ToolOutput.Inherited(), CancellationToken.None)
            .GetAwaiter().GetResult();
}
