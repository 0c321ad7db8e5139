using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Shield.House.Tests;

/// <summary>Versions that are not exact, and places that name one beside the central file.</summary>
internal static partial class Pins
{
    public static IEnumerable<string> Loose(string path, string xml) =>
        XDocument.Parse(xml).Descendants("PackageVersion")
            .Where(package => !Exact().IsMatch(package.Attribute("Version")?.Value ?? ""))
            .Select(package => $"{path}: {package.Attribute("Include")?.Value} " +
                $"{package.Attribute("Version")?.Value} is not exact: write [1.2.3]");

    public static IEnumerable<string> Scattered(string path, string xml) =>
        XDocument.Parse(xml).Descendants()
            .Where(element => element.Name.LocalName is "PackageReference" or "GlobalPackageReference")
            .Where(element => Versions.Any(name =>
                element.Attribute(name) is not null || element.Element(name) is not null))
            .Select(element => $"{path}: the version of {element.Attribute("Include")?.Value} " +
                "belongs into Directory.Packages.props");

    public static IEnumerable<string> LooseTools(string path, string json)
    {
        foreach (var (name, tool) in JsonNode.Parse(json)!["tools"]!.AsObject())
        {
            if (!ExactTool().IsMatch(tool!["version"]!.GetValue<string>()))
                yield return $"{path}: {name} is not exact";
            if (tool["rollForward"]?.GetValue<bool>() == true) yield return $"{path}: {name} rolls forward";
        }
    }

    private static readonly string[] Versions = ["Version", "VersionOverride"];

    [GeneratedRegex(@"^\[\d+(\.\d+){1,3}(-[a-z0-9.]+)?\]$")]
    private static partial Regex Exact();

    [GeneratedRegex(@"^\d+(\.\d+){1,3}$")]
    private static partial Regex ExactTool();
}
