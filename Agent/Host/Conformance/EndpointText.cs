using System.Text.Json;
using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Host.Conformance;

/// <summary>The endpoint of a check, and what is made of it.</summary>
internal sealed class EndpointText(JsonObject json)
{
    /// <summary>As it was given.</summary>
    public string Json { get; } = json.ToJsonString();

    /// <summary>Reads a file.</summary>
    /// <returns>Null when it holds no JSON object.</returns>
    public static EndpointText? Read(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) is JsonObject json ? new EndpointText(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The values of its secret fields.</summary>
    public IReadOnlyList<string> Secrets(PluginInfo info) =>
    [
        .. info.Fields.Where(field => field.IsSecret)
            .Select(field => json[field.Name] is JsonValue value ? value.ToString() : "")
            .Where(text => text.Length > 0)
            .Distinct(),
    ];

    /// <summary>With another value in one field.</summary>
    public string With(string field, JsonNode? value)
    {
        var other = (JsonObject)json.DeepClone();
        other[field] = value;
        return other.ToJsonString();
    }

    /// <summary>With another value in each of its passwords; null when it has none.</summary>
    public string? WithPasswords(PluginInfo info, string password)
    {
        var other = (JsonObject)json.DeepClone();
        var fields = info.Fields
            .Where(field => field.Type is EndpointFieldType.Password && json[field.Name] is not null)
            .Select(field => field.Name).Distinct().ToArray();
        foreach (var field in fields) other[field] = password;
        return fields.Length > 0 ? other.ToJsonString() : null;
    }
}
