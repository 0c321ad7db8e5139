using System.Xml.Linq;

namespace Shield.House.Tests;

/// <summary>A project: where it is, which rooms it references, and which packages.</summary>
/// <param name="Name">Its folder, relative to the root.</param>
/// <param name="Rooms">Folders of the projects it references.</param>
/// <param name="Packages">Packages and shared frameworks it references; analyzers come for all, elsewhere.
/// </param>
internal sealed record Room(string Name, IReadOnlySet<string> Rooms, IReadOnlySet<string> Packages)
{
    /// <summary>Every room but those of the tests.</summary>
    public static IReadOnlyList<Room> All { get; } =
        [.. Checkout.Ending(".csproj").Select(Read).Where(room => !IsTest(room.Name))];

    public static bool IsTest(string name) =>
        name.StartsWith("tests/", StringComparison.Ordinal) ||
        name is "benchmarks";

    private static Room Read(string path) => Parse(path, Checkout.Read(path));

    public static Room Parse(string path, string xml)
    {
        var project = XDocument.Parse(xml);
        var folder = Path.GetDirectoryName(path)!;
        return new Room(
            folder,
            Includes(project, "ProjectReference").Select(other => FolderOf(folder, other)).ToHashSet(),
            Includes(project, "PackageReference")
                .Concat(Includes(project, "FrameworkReference"))
                .Concat(FrameworkOfSdk(project)).ToHashSet());
    }

    /// <summary>The web SDK references its framework without a word.</summary>
    private static string[] FrameworkOfSdk(XDocument project) =>
        project.Root!.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk.Web" ? ["Microsoft.AspNetCore.App"] : [];

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(reference => reference.Attribute("Include")!.Value);

    private static string FolderOf(string folder, string reference)
    {
        var full = Path.GetFullPath(Path.Combine(Checkout.Root, folder, reference.Replace('\\', '/')));
        return Path.GetDirectoryName(Path.GetRelativePath(Checkout.Root, full))!;
    }
}
