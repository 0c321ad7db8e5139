namespace Shield.Plugins.Sdk;

/// <summary>The folders in which an agent looks for plugins, in their order.</summary>
/// <remarks>Nothing is kept: a plugin put into a folder is found by the next call.</remarks>
public sealed class PluginFolder
{
    private readonly IReadOnlyList<string> _folders;

    /// <summary>Looks in the given folders; those that do not exist are passed over.</summary>
    /// <param name="folders">Absolute paths; the first that has a name decides about it.</param>
    /// <exception cref="ArgumentException">A path is not absolute.</exception>
    public PluginFolder(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (folders.FirstOrDefault(f => !f.StartsWith('/')) is { } relative)
            throw new ArgumentException(
                $"plugin folder '{relative}' is not an absolute path", nameof(folders));
        _folders = folders;
    }

    /// <summary>Finds a plugin by name. No process starts.</summary>
    /// <param name="name">A name from outside.</param>
    public Verdict<PluginFile> Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (PluginName.Fault(name) is { } fault) return new Verdict<PluginFile>.Bad(fault);
        foreach (var folder in _folders)
        {
            var path = Path.Join(folder, name);
            if (Posix.Exists(path)) return Check(name, path);
        }

        return new Verdict<PluginFile>.Bad($"there is no plugin '{name}' in {string.Join(", ", _folders)}");
    }

    /// <summary>Every plugin that <see cref="Find"/> would find, by name.</summary>
    public IReadOnlyList<PluginFile> List() =>
    [
        .. _folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder))
            .Select(path => Path.GetFileName(path))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(Find)
            .OfType<Verdict<PluginFile>.Good>()
            .Select(found => found.Value),
    ];

    private Verdict<PluginFile> Check(string name, string path)
    {
        if (Posix.RealPath(path) is not { } real) return Bad($"plugin '{name}' is a link that ends nowhere");
        if (!_folders.Select(Posix.RealPath).Any(f => f is not null && IsInside(real, f)))
            return Bad($"plugin '{name}' is a link that ends outside the plugin folders");
        if (Directory.Exists(real)) return Bad($"plugin '{name}' is a folder");
        if (!Posix.IsRegularFile(real)) return Bad($"plugin '{name}' is not a file");
        return Posix.IsExecutable(real)
            ? new Verdict<PluginFile>.Good(new PluginFile(name, path, real))
            : Bad($"plugin '{name}' is not executable: chmod +x {path}");
    }

    private static bool IsInside(string real, string folder) =>
        real.StartsWith(folder.EndsWith('/') ? folder : folder + "/", StringComparison.Ordinal);

    private static Verdict<PluginFile>.Bad Bad(string reason) => new(reason);
}
