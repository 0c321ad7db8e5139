using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Shield.EndToEnd.Contract;

/// <summary>The document that a running service gives of itself, and what is wrong by it.</summary>
internal sealed class ApiDocument
{
    private const string Address = "/openapi/v1.json";
    private const string Problem = "application/problem+json";
    private const string InDocument = "#/components/schemas/", InSchema = "#/$defs/";

    private static readonly EvaluationOptions Strict = new()
    {
        OutputFormat = OutputFormat.List,
        RequireFormatValidation = true,
    };

    private readonly JsonObject _root;
    private readonly JsonObject _records, _closedRecords;
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new();

    private ApiDocument(JsonObject root)
    {
        _root = root;
        _records = root["components"]!["schemas"]!.AsObject();
        _closedRecords = Close(_records);
        Operations =
        [
            .. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(verb =>
                new ApiOperation(verb.Key.ToUpperInvariant(), path.Key, verb.Value!.AsObject()))),
        ];
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDocument> ReadAsync(ApiCaller caller)
    {
        var answer = await caller.GetAsync(Address);
        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        return new ApiDocument(JsonNode.Parse(answer.Text)!.AsObject());
    }

    public ApiOperation Operation(string method, string route) =>
        Operations.Single(one => one.Method == method && one.Route == route);

    /// <summary>The schema behind a reference, or the schema itself.</summary>
    public JsonObject Resolve(JsonObject schema) =>
        schema["$ref"]?.GetValue<string>() is { } to ? _records[to.Split('/')[^1]]!.AsObject() : schema;

    /// <summary>What is wrong with an answer, by what is said of the operation; null when nothing is.
    /// </summary>
    public string? FaultOf(ApiOperation operation, ApiAnswer answer)
    {
        var described = operation.Json["responses"]![$"{answer.Status}"]?.AsObject();
        if (described is null) return $"{operation} does not say that it answers {answer}";
        if (described["$ref"]?.GetValue<string>() is { } to)
            described = _root["components"]!["responses"]![to.Split('/')[^1]]!.AsObject();
        var (type, content) = described["content"]!.AsObject().Single();
        if (answer.ContentType != type) return $"{operation} says {type} and answers {answer}";
        if (type is "text/plain" or "application/octet-stream") return null;
        return Complain($"{operation}", content!["schema"]!.AsObject(), answer);
    }

    /// <summary>What is wrong with a refusal of something that is no operation; null when nothing is.
    /// </summary>
    public string? FaultOfProblem(ApiAnswer answer) => answer.ContentType != Problem
        ? $"a refusal says {answer}"
        : Complain("a refusal", new JsonObject { ["$ref"] = InDocument + "ProblemBody" }, answer);

    private string? Complain(string who, JsonObject schema, ApiAnswer answer)
    {
        var faults = FaultsOf(schema, JsonNode.Parse(answer.Text));
        return faults.Count == 0 ? null : $"{who} answers {answer}: {string.Join("; ", faults)}";
    }

    private List<string> FaultsOf(JsonObject schema, JsonNode? body)
    {
        var whole = _schemas.GetOrAdd(schema.ToJsonString(), _ => Build(schema, _closedRecords));
        var result = whole.Evaluate(JsonSerializer.SerializeToElement(body), Strict);
        if (result.IsValid) return [];
        return
        [
            .. (result.Details ?? []).Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => (detail.InstanceLocation, error.Value)))
                .Select(fault => $"{fault.InstanceLocation} {fault.Value}").DefaultIfEmpty("?"),
        ];
    }

    private static JsonSchema Build(JsonObject schema, JsonObject records)
    {
        var whole = schema.DeepClone().AsObject();
        whole["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        whole["$defs"] = records.DeepClone();
        var text = whole.ToJsonString().Replace(InDocument, InSchema, StringComparison.Ordinal);
        return JsonSchema.FromText(text);
    }

    /// <summary>Clients are to put up with new fields, so the document does not close its records; but what
    /// is answered today must be described.</summary>
    private static JsonObject Close(JsonObject records)
    {
        var closed = records.DeepClone().AsObject();
        foreach (var (name, schema) in closed)
        {
            var isAnswer = !name.EndsWith("Request", StringComparison.Ordinal);
            if (isAnswer) schema!["additionalProperties"] = false;
        }

        return closed;
    }
}
