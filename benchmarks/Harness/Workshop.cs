namespace Shield.Benchmarks.Harness;

/// <summary>A folder for one part, which goes with everything in it; and what is built in the checkout.
/// </summary>
internal sealed class Workshop : IDisposable
{
    /// <summary>What the largest part needs, with room to spare.</summary>
    private const long RoomBytesMin = 6L << 30;

    public Workshop(Wanted wanted)
    {
        Wanted = wanted;
        Folder = Directory.CreateTempSubdirectory("shield-bench-").FullName;
        var free = new DriveInfo(Folder).AvailableFreeSpace;
        if (wanted.Quick || free >= RoomBytesMin) return;
        Dispose();
        const string Cure = "point TMPDIR to a larger place";
        throw new IOException($"{RoomBytesMin >> 30} GiB are needed, {free >> 30} are free: {Cure}");
    }

    public Wanted Wanted { get; }

    public string Folder { get; }

    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A program that <c>make plugins shield</c> has built.</summary>
    public static string Built(string path)
    {
        var file = Path.Combine(Root, "dist", path);
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"dist/{path} is missing: nothing was measured");
    }

    /// <summary>Tells whoever waits.</summary>
    public static void Say(string text) => Console.WriteLine($"  {text}");

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string MakeFolder(string name) => Directory.CreateDirectory(PathOf(name)).FullName;

    /// <summary>Removes what a folder holds.</summary>
    public static void Empty(string folder)
    {
        foreach (var inner in Directory.GetDirectories(folder)) Directory.Delete(inner, recursive: true);
        foreach (var file in Directory.GetFiles(folder)) File.Delete(file);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shield.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException("no Shield.Orleans.sln above the benchmarks");
    }
}
