using System.Text.Json;

namespace Shield.Api.Endpoints.Tests.Description;

/// <summary>The document, as anybody reads it.</summary>
internal sealed class ApiDocument(JsonElement root)
{
    public const string Path = "/openapi/v1.json";

    /// <summary>Every operation, in order.</summary>
    public IReadOnlyList<DescribedOperation> Operations { get; } =
    [
        .. root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(verb => new DescribedOperation(verb.Name.ToUpperInvariant(), path.Name, verb.Value))),
    ];

    public static async Task<ApiDocument> ReadAsync(ApiServer api) => new((await api.GetAsync(Path)).Json);

    /// <summary>The schema behind a reference, or the schema itself.</summary>
    public JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var to) ? Record(to.GetString()!.Split('/')[^1]) : schema;

    /// <summary>The schema of a record.</summary>
    public JsonElement Record(string name) =>
        root.GetProperty("components").GetProperty("schemas").GetProperty(name);
}

/// <summary>An operation of the document.</summary>
internal sealed record DescribedOperation(string Verb, string Route, JsonElement Json)
{
    /// <summary>The least role that will do; null where nobody needs any.</summary>
    public string? Role => Json.TryGetProperty("x-shield-role", out var role) ? role.GetString() : null;

    /// <summary>The schema of its body; null when it reads none.</summary>
    public JsonElement? Body => Json.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema")
        : null;

    /// <summary>A path of it, with this in place of each parameter.</summary>
    public string PathWith(string value) =>
        string.Join('/', Route.Split('/').Select(part => part.StartsWith('{') ? value : part));

    public string TextOf(string field) => Json.GetProperty(field).GetString()!;

    public bool Answers(int status) => Json.GetProperty("responses").TryGetProperty($"{status}", out _);

    public override string ToString() => $"{Verb} {Route}";
}
