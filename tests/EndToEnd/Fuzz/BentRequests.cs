using System.Text;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Contract;

namespace Shield.EndToEnd.Fuzz;

/// <summary>Takes requests that the document allows and bends them: unusual, and perhaps still right.
/// </summary>
internal sealed class BentRequests(
    ApiDocument document, Samples samples, ValidRequests requests, Furniture furniture)
{
    private const int BodyBytesMax = 1024 * 1024;

    /// <summary>What runs processes or ends things takes its time, and is tried elsewhere.</summary>
    private static readonly string[] Slow = ["/run", "/restore", "/validate", "/test", "/log", "/download"];

    private readonly ApiOperation[] _operations =
    [
        .. document.Operations.Where(one => one.Method != "DELETE")
            .Where(one => !Slow.Any(end => one.Route.EndsWith(end, StringComparison.Ordinal))),
    ];

    /// <summary>Another one.</summary>
    public async Task<(ApiOperation Operation, ApiRequest Request)> NextAsync()
    {
        var operation = samples.Pick(_operations);
        var right = await requests.MakeAsync(operation, furniture.PathThatStays(operation));
        var isBent = samples.Chance(0.9) && right.Body is not null;
        return (operation, isBent ? Bend(right) : right with { ContentType = "text/x-shell" });
    }

    private ApiRequest Bend(ApiRequest right)
    {
        var text = Encoding.UTF8.GetString(right.Body!);
        var body = JsonNode.Parse(text)!.AsObject();
        return samples.Pick([0, 1, 2, 3, 4, 5, 6]) switch
        {
            0 => With(new JsonObject(body.Select(one => KeyValuePair.Create(
                one.Key.ToUpperInvariant(), one.Value?.DeepClone())))),
            1 => right with { Body = Encoding.UTF8.GetBytes($"{{\"name\":7,{text[1..]}") },
            2 => right with { Body = [0xEF, 0xBB, 0xBF, .. right.Body!] },
            3 => right with { Body = [.. right.Body!, .. Enumerable.Repeat(
                (byte)'\n', BodyBytesMax - right.Body!.Length)] },
            4 => right with { ContentType = samples.Pick(["", "text/plain", "a/b; charset=utf-16", ";"]) },
            5 => With(Extra(body, "unknown", new JsonArray(new JsonObject { ["a"] = new JsonArray() }))),
            _ => With(Extra(body, "name", samples.Pick(
                ["' OR 1=1 --", "\u202e🦊", "<script>", "a\r\nb", "%s%n", "../../x", new('ß', 500)]))),
        };

        ApiRequest With(JsonObject bent) =>
            right with { Body = Encoding.UTF8.GetBytes(bent.ToJsonString()) };
    }

    private static JsonObject Extra(JsonObject body, string name, JsonNode value)
    {
        body[name] = value;
        return body;
    }
}
