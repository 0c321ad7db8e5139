using System.Text;
using System.Text.Json.Nodes;

namespace Shield.EndToEnd.Contract;

/// <summary>Makes requests that the document allows, about things that there are.</summary>
internal sealed class ValidRequests(Samples samples, Furniture furniture)
{
    private const string Uuid = "uuid";

    public async Task<ApiRequest> MakeAsync(ApiOperation operation) =>
        await MakeAsync(operation, await PathAsync(operation));

    /// <summary>One about the thing that this path names.</summary>
    public async Task<ApiRequest> MakeAsync(ApiOperation operation, string path) =>
        await MakeBareAsync(operation, path) with { Headers = await HeadersAsync(operation, path) };

    /// <summary>One without headers.</summary>
    public async Task<ApiRequest> MakeBareAsync(ApiOperation operation, string path) =>
        new(operation.Method, path + await QueryAsync(operation))
        {
            Body = Body(operation) is { } body ? Encoding.UTF8.GetBytes(body.ToJsonString()) : null,
        };

    /// <summary>A body; null where there is none, or sometimes where it may be absent.</summary>
    public JsonNode? Body(ApiOperation operation)
    {
        if (operation.Body is null || (operation.IsBodyOptional && samples.Chance(0.3))) return null;
        var body = samples.Of(operation.Body)!.AsObject();
        foreach (var name in body.Select(field => field.Key).ToArray())
        {
            if (body[name] is not null && name != "name" && furniture.ThingCalled(name) is { } thing)
                body[name] = thing;
        }

        return body;
    }

    public async Task<string> PathAsync(ApiOperation operation)
    {
        var path = operation.Route;
        foreach (var parameter in operation.Parameters("path"))
        {
            var value = parameter.Name == Uuid
                ? await furniture.ThingForAsync(operation)
                : furniture.ThingCalled(parameter.Name)!;
            path = path.Replace($"{{{parameter.Name}}}", value, StringComparison.Ordinal);
        }

        return path;
    }

    private async Task<string> QueryAsync(ApiOperation operation)
    {
        var fields = new List<string>();
        foreach (var parameter in operation.Parameters("query"))
        {
            if (!parameter.IsRequired && samples.Chance(0.6)) continue;
            var value = parameter.Name == "cursor"
                ? await furniture.CursorAsync(operation.Route)
                : $"{samples.Of(parameter.Schema)}";
            if (value is not null) fields.Add($"{parameter.Name}={Uri.EscapeDataString(value)}");
        }

        return fields.Count == 0 ? "" : "?" + string.Join('&', fields);
    }

    private async Task<(string, string)[]> HeadersAsync(ApiOperation operation, string path)
    {
        var headers = new List<(string, string)>();
        foreach (var parameter in operation.Parameters("header"))
        {
            if (samples.Chance(0.5)) continue;
            var value = parameter.Name == "If-Match"
                ? await furniture.ETagAsync(path)
                : $"{samples.Of(parameter.Schema)}";
            if (value is not null) headers.Add((parameter.Name, value));
        }

        return [.. headers];
    }
}
