using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>The first line of an archive: a comment of SQL.</summary>
/// <param name="Token">Drawn anew for each archive, so that nothing stored can look like a mark of
/// it.</param>
/// <param name="Server">Its version.</param>
/// <param name="Client">What the dump program says of itself.</param>
/// <param name="IsAll">All databases of a server, however few, and not just one.</param>
/// <param name="Databases">In the order of the archive.</param>
internal sealed record Header(
    string Token, string Server, string Client, bool IsAll, IReadOnlyList<ArchivedDatabase> Databases)
{
    /// <summary>What every archive begins with.</summary>
    public const string Magic = "-- shield mysql 1 ";

    public string ToLine() => Magic + new JsonObject
    {
        ["token"] = Token,
        ["server"] = Server,
        ["client"] = Client,
        ["all"] = IsAll,
        ["databases"] = new JsonArray([.. Databases.Select(database => database.ToNode())]),
    }.ToJsonString() + "\n";

    /// <summary>Reads it; null where it is something else.</summary>
    public static Header? Parse(string line)
    {
        try
        {
            var json = JsonNode.Parse(line[Magic.Length..])!.AsObject();
            return new Header(
                json["token"]!.GetValue<string>(), json["server"]!.GetValue<string>(),
                json["client"]!.GetValue<string>(), json["all"]!.GetValue<bool>(),
                [.. json["databases"]!.AsArray().Select(node => ArchivedDatabase.Of(node!))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException
            or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
