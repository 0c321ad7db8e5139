namespace Shield.Testing;

/// <summary>Where things are in this checkout.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A program that `make plugins shield` has built.</summary>
    public static string Built(string path)
    {
        var file = Path.Combine(Root, "dist", path);
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"{file} is missing: run `make plugins shield` first");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shield.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException("no Shield.Orleans.sln above the tests");
    }
}
