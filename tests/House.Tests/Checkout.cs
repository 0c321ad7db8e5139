namespace Shield.House.Tests;

/// <summary>The files of the checkout this test was built from, without what building and running leave
/// behind.</summary>
internal static class Checkout
{
    private static readonly string[] NotOurs = ["artifacts", "dist", "bin", "obj", "node_modules"];
    private static readonly string[] DotFoldersOfOurs = [".ci", ".config"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(Root).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>Files whose name ends so. None at all would make every guard over them silent.</summary>
    public static IReadOnlyList<string> Ending(params string[] ends)
    {
        string[] found =
            [.. Files.Where(path => ends.Any(end => path.EndsWith(end, StringComparison.Ordinal)))];
        return found.Length > 0
            ? found
            : throw new InvalidOperationException($"no file below {Root} ends in {string.Join(", ", ends)}");
    }

    private static string FindRoot()
    {
        var start = new DirectoryInfo(AppContext.BaseDirectory);
        for (var folder = start; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Shield.Orleans.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"no checkout above {start}");
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder)
            .Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Walk));

    private static bool IsOurs(string folder)
    {
        var name = Path.GetFileName(folder);
        return name.StartsWith('.') ? DotFoldersOfOurs.Contains(name) : !NotOurs.Contains(name);
    }
}
