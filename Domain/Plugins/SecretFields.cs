using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shield.Domain.Plugins;

/// <summary>Which fields of an endpoint are secret: those whose name says so, at any depth.</summary>
internal static class SecretFields
{
    /// <summary>What stands where a secret was.</summary>
    public const string MaskText = "••••••";

    /// <summary>Anything shorter, in characters, would strike half of every log and protects
    /// nothing.</summary>
    public const int SecretLengthMin = 3;

    /// <summary>Keeps the mask and names in other scripts readable instead of \u-escaped.</summary>
    public static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Words = ["pass", "secret", "key", "token"];

    public static bool IsSecret(string name) =>
        Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static void Mask(JsonNode node) => Visit(node, (parent, name) => parent[name] = MaskText);

    public static IReadOnlyList<string> Collect(JsonNode node)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Visit(node, (parent, name) => AddTexts(parent[name], found));
        return [.. found.OrderByDescending(text => text.Length)];
    }

    public static void Copy(JsonNode? from, JsonNode? to)
    {
        if (from is not JsonObject present || to is not JsonObject fields) return;
        foreach (var name in fields.Select(field => field.Key).ToArray())
        {
            if (!IsSecret(name)) Copy(present[name], fields[name]);
            else if (present[name] is { } secret) fields[name] = secret.DeepClone();
        }
    }

    private static void Visit(JsonNode? node, Action<JsonObject, string> onSecret)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) Visit(item, onSecret);
        }

        if (node is not JsonObject fields) return;
        foreach (var name in fields.Select(field => field.Key).ToArray())
        {
            if (IsSecret(name) && fields[name] is not null) onSecret(fields, name);
            else Visit(fields[name], onSecret);
        }
    }

    private static void AddTexts(JsonNode? node, HashSet<string> found)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array) AddTexts(item, found);
                break;
            case JsonObject fields:
                foreach (var field in fields) AddTexts(field.Value, found);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                if (value.ToString() is { Length: >= SecretLengthMin } text) found.Add(text);
                break;
        }
    }
}
