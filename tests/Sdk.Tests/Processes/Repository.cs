namespace Shield.Plugins.Sdk.Tests.Processes;

internal static class Repository
{
    private const string Marker = "Shield.Orleans.sln";

    public static string Supervisor
    {
        get
        {
            var path = Path.Combine(Root(), "dist", "shield-supervisor");
            return File.Exists(path)
                ? path
                : throw new FileNotFoundException($"{path} is missing: run `make plugins` first");
        }
    }

    public static string Dummy => Path.Combine(Root(), "tests", "DummyPlugin", "dummy");

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Marker)))
                return folder;
        }

        throw new DirectoryNotFoundException($"no {Marker} above {AppContext.BaseDirectory}");
    }
}
