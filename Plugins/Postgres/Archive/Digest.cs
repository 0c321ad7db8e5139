using System.Text.Json.Nodes;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>What went through for one database: stands at the end of an archive of all, and tells that it is
/// whole.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="Parts">In how many pieces.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
internal sealed record Digest(long Bytes, int Parts, string Sha256)
{
    public static string ToJson(IEnumerable<Digest> digests) => new JsonObject
    {
        ["databases"] = new JsonArray([.. digests.Select(d => new JsonObject
        {
            ["bytes"] = d.Bytes,
            ["parts"] = d.Parts,
            ["sha256"] = d.Sha256,
        })]),
    }.ToJsonString();

    /// <summary>Reads them; null where the text is something else.</summary>
    public static IReadOnlyList<Digest>? Parse(string json)
    {
        try
        {
            return
            [
                .. JsonNode.Parse(json)!["databases"]!.AsArray().Select(d => new Digest(
                    d!["bytes"]!.GetValue<long>(), d["parts"]!.GetValue<int>(), d["sha256"]!.GetValue<string>())),
            ];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException
            or NullReferenceException or FormatException)
        {
            return null;
        }
    }
}
