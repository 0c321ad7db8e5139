using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>What stands at the beginning of an archive of all databases.</summary>
/// <param name="ServerVersion">Of the server it was made from.</param>
/// <param name="ToolVersion">What pg_dump says it is.</param>
/// <param name="Databases">In the order of the archive.</param>
internal sealed record Manifest(string ServerVersion, string ToolVersion, IReadOnlyList<string> Databases)
{
    public const string FileName = "manifest.json";
    public const string GlobalsName = "globals.sql";
    public const string EndName = "end.json";

    private const string Format = "shield-postgres-all";
    private const int Version = 1;

    /// <summary>The folder of a database, whose name may be no file name.</summary>
    public static string FolderOf(int place) => $"databases/{place + 1:d4}";

    /// <summary>A piece of its archive.</summary>
    public static string PartOf(int place, int part) => $"{FolderOf(place)}/part-{part + 1:d6}";

    public string ToJson() => new JsonObject
    {
        ["format"] = Format,
        ["version"] = Version,
        ["server_version"] = ServerVersion,
        ["tool_version"] = ToolVersion,
        ["databases"] = new JsonArray(
            [
                .. Databases.Select((name, place) =>
                    new JsonObject { ["name"] = name, ["folder"] = FolderOf(place) }),
            ]),
    }.ToJsonString();

    /// <exception cref="PluginException">It is not one, or of a later version.</exception>
    public static Manifest Parse(string json)
    {
        try
        {
            var root = JsonNode.Parse(json)!.AsObject();
            if (root["format"]?.GetValue<string>() != Format) throw NoArchive();
            if (root["version"]!.GetValue<int>() > Version)
                throw new PluginException(
                    PluginExit.Failed, "the archive was made by a newer version of this plugin");
            return new Manifest(
                root["server_version"]!.GetValue<string>(), root["tool_version"]!.GetValue<string>(),
                [.. root["databases"]!.AsArray().Select(d => d!["name"]!.GetValue<string>())]);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException
            or NullReferenceException or FormatException)
        {
            throw NoArchive();
        }
    }

    public static PluginException NoArchive() =>
        new(
            PluginExit.Failed,
            "the input is neither an archive of pg_dump's custom format nor one of all databases");
}
