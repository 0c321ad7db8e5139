using System.Text.Json.Nodes;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>What went through: for one database, or for what stands before all of them. The digests stand at
/// the end of an archive of all, and tell that it is whole.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="Parts">In how many pieces.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
internal sealed record Digest(long Bytes, int Parts, string Sha256)
{
    /// <param name="digests">The head first, then each database.</param>
    public static string ToJson(IReadOnlyList<Digest> digests) => new JsonObject
    {
        ["head"] = digests[0].ToNode(),
        ["databases"] = new JsonArray([.. digests.Skip(1).Select(digest => digest.ToNode())]),
    }.ToJsonString();

    /// <summary>Reads them; null where the text is something else.</summary>
    public static IReadOnlyList<Digest>? Parse(string json)
    {
        try
        {
            var root = JsonNode.Parse(json)!;
            return [.. root["databases"]!.AsArray().Prepend(root["head"]).Select(node => Of(node!))];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException
            or NullReferenceException or FormatException)
        {
            return null;
        }
    }

    private static Digest Of(JsonNode node) => new(
        node["bytes"]!.GetValue<long>(), node["parts"]!.GetValue<int>(), node["sha256"]!.GetValue<string>());

    private JsonObject ToNode() => new() { ["bytes"] = Bytes, ["parts"] = Parts, ["sha256"] = Sha256 };
}
