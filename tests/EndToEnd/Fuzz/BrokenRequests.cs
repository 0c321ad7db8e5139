using System.Text;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Contract;

namespace Shield.EndToEnd.Fuzz;

/// <summary>Takes requests that the document allows and breaks them in one place, so that they reach a
/// handler and must be refused there.</summary>
internal sealed class BrokenRequests(
    ApiDocument document, Samples samples, ValidRequests requests, Furniture furniture)
{
    private const int BodyBytesMax = 1024 * 1024;
    private const int Depth = 20_000;

    /// <summary>A body that holds this is as good as none.</summary>
    private static readonly byte[][] NoTexts =
    [
        [0xFF, 0xFE, 0xFD], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80],
    ];

    // An owner is not even read while a token says who asks.
    private static readonly string[] Unread = ["owner"];

    /// <summary>Another one.</summary>
    public async Task<(ApiOperation Operation, ApiRequest Request)> NextAsync()
    {
        while (true)
        {
            var operation = samples.Pick(document.Operations);
            var path = furniture.PathThatStays(operation);
            var right = await requests.MakeBareAsync(operation, path);
            if (Break(operation, right) is { } broken) return (operation, broken);
        }
    }

    private ApiRequest? Break(ApiOperation operation, ApiRequest right) =>
        samples.Pick([0, 1, 1, 1, 1, 2, 3]) switch
        {
            0 => BreakPath(operation, right),
            1 => BreakBody(operation, right),
            2 => BreakQuery(operation, right),
            _ => BreakHeader(operation, right),
        };

    private ApiRequest? BreakPath(ApiOperation operation, ApiRequest right)
    {
        if (!operation.Route.Contains("{uuid}", StringComparison.Ordinal)) return null;
        string[] wrong =
        [
            "x", "%20", "%F0%9F%A6%8A", "..%2f..%2fetc", "0", "null", "%25s%25n", new('7', 2000),
            $"{Guid.Empty}", samples.Uuid(), $"%7B{samples.Uuid()}%7D", samples.Uuid().Replace("-", ""),
        ];
        var address = operation.Route.Replace("{uuid}", samples.Pick(wrong), StringComparison.Ordinal);
        return right with { Address = address };
    }

    private ApiRequest? BreakQuery(ApiOperation operation, ApiRequest right)
    {
        ApiParameter[] fields = [.. operation.Parameters("query")];
        if (fields.Length == 0) return null;
        var field = samples.Pick(fields);
        var path = right.Address.Split('?')[0];
        var isFree = field.Schema["maxLength"] is not null;
        var value = samples.Pick(["%20no", "-1", "%00", "1e3", "%F0%9F%A6%8A", "%C3%28", "tt"]);
        return samples.Pick([0, 1, 2]) switch
        {
            0 => right with { Address = $"{path}?{field.Name}=t&{field.Name}=f" },
            1 => right with { Address = $"{path}?{field.Name}={new string('a', 1001)}" },
            _ => isFree ? null : right with { Address = $"{path}?{field.Name}={value}" },
        };
    }

    private ApiRequest? BreakHeader(ApiOperation operation, ApiRequest right)
    {
        ApiParameter[] headers = [.. operation.Parameters("header")];
        if (headers.Length == 0) return null;
        var header = samples.Pick(headers).Name;
        string[] wrong = header == "If-Match"
            ? ["a b", "\"", "W/", "\"a", "\"stale\"", "W/\"weak\"", "é", ",", new('x', 3000)]
            : ["a b", "é", "a\tb", new('k', 256), "🦊"];
        return right with { Headers = [(header, samples.Pick(wrong))] };
    }

    private ApiRequest? BreakBody(ApiOperation operation, ApiRequest right)
    {
        if (operation.Body is null || right.Body is null) return null;
        var text = Encoding.UTF8.GetString(right.Body);
        var behind = samples.Pick(["{}", "x", ",", "\0", "]"]);
        var other = samples.Pick(["[]", "7", "\"text\"", "true", "NaN"]);
        return samples.Pick([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7]) switch
        {
            0 => BreakField(operation, right),
            1 => right with { Body = right.Body[..^1] },
            2 => right with { Body = Encoding.UTF8.GetBytes(text + behind) },
            3 => right with { Body = Encoding.Unicode.GetBytes(text) },
            4 => right with { Body = [.. right.Body[..1], .. samples.Pick(NoTexts), .. right.Body[1..]] },
            5 => right with { Body = Encoding.UTF8.GetBytes(Deep(samples.Pick(["[", "{\"a\":"]))) },
            6 => right with { Body = Encoding.UTF8.GetBytes(other) },
            _ => right with { Body = [.. right.Body, .. Blanks(BodyBytesMax - right.Body.Length + 1)] },
        };
    }

    private ApiRequest? BreakField(ApiOperation operation, ApiRequest right)
    {
        var record = document.Resolve(operation.Body!);
        var body = JsonNode.Parse(right.Body!)!.AsObject();
        var fields = record["properties"]!.AsObject().Where(one => !Unread.Contains(one.Key)).ToArray();
        if (fields.Length == 0) return null;
        var (name, schema) = samples.Pick(fields);
        body[name] = samples.Pick([0, 1, 2, 3]) switch
        {
            0 when schema!["maxLength"]?.GetValue<int>() is { } longest => new string('a', longest + 1),
            1 when schema!["maximum"]?.GetValue<long>() is { } most => samples.Pick<JsonNode>(
                [most + 1, -1, 1e300, 3600.5, "3600", "many", long.MaxValue]),
            2 when schema!["format"]?.GetValue<string>() == "uuid" => samples.Pick<JsonNode>(
                [samples.Uuid(), Guid.Empty.ToString(), "x", "{" + samples.Uuid() + "}"]),
            3 when record["required"]?.AsArray().Any(one => one!.GetValue<string>() == name) is true => null,
            _ when schema!["type"]?.ToJsonString().Contains("string", StringComparison.Ordinal) is true =>
                samples.Pick<JsonNode>(["half \u0000 a text", 7, new JsonObject(), new JsonArray("a")]),
            _ => new JsonArray(),
        };
        return right with { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };
    }

    private static string Deep(string opening) => string.Concat(Enumerable.Repeat(opening, Depth));

    private static byte[] Blanks(int count)
    {
        var blanks = new byte[count];
        Array.Fill(blanks, (byte)' ');
        return blanks;
    }
}
