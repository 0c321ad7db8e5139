using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shield.Api.Endpoints.Tests.Archives;
using Shield.Domain.Archives;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Tests.Description;

/// <summary>Sends bodies to an operation, about a thing that is there.</summary>
internal sealed class SentBody
{
    private readonly ApiServer _api;
    private readonly DescribedOperation _operation;
    private readonly string _token, _path;

    private SentBody(
        ApiServer api, DescribedOperation operation, JsonElement schema, string token, string path)
    {
        (_api, _operation, _token, _path) = (api, operation, token, path);
        Record = operation.Body!.Value.GetProperty("$ref").GetString()!.Split('/')[^1];
        Fields = [.. schema.GetProperty("properties").EnumerateObject()];
        Required = schema.TryGetProperty("required", out var required)
            ? [.. required.EnumerateArray().Select(name => name.GetString()!)]
            : [];
    }

    /// <summary>What the schema is called.</summary>
    public string Record { get; }

    public IReadOnlyList<JsonProperty> Fields { get; }

    public IReadOnlyList<string> Required { get; }

    public static SentBody Of(ApiServer api, ApiDocument document, DescribedOperation operation)
    {
        // With a token the owner is not read; without one no token can be made.
        var token = operation.Role == "admin" ? api.Shield.Tokens.Add(TokenRole.Admin) : "";
        if (token.Length == 0) api.Shield.Tokens.Rows.Clear();
        var schema = document.Resolve(operation.Body!.Value);
        var path = operation.PathWith(ThingFor(api, operation.Route));
        return new SentBody(api, operation, schema, token, path);
    }

    public Task<Answer> SendAsync(JsonObject body)
    {
        var request = new HttpRequestMessage(new HttpMethod(_operation.Verb), _path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (_token.Length > 0) request.Headers.Add("X-Shield-Token", _token);
        return _api.SendAsync(request);
    }

    private static string ThingFor(ApiServer api, string route)
    {
        var job = api.Shield.AddJob("a job");
        return route.Split('/')[2] switch
        {
            "archive" => $"{api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now).Uuid}",
            "target" => $"{job.Target.Uuid}",
            "store" => $"{job.Store.Uuid}",
            "schedule" => $"{job.Schedule.Uuid}",
            "retention" => $"{job.Retention.Uuid}",
            _ => $"{job.Uuid}",
        };
    }
}
