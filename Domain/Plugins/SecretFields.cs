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

    /// <summary>The secret fields with a mask in them, as paths like <c>master.password</c>.</summary>
    public static IReadOnlyList<string> Masked(JsonNode node)
    {
        var found = new List<string>();
        Visit(node, (parent, name) =>
        {
            var texts = new HashSet<string>(StringComparer.Ordinal);
            AddTexts(parent[name], texts);
            if (texts.Contains(MaskText)) found.Add(PathOf(parent[name]!));
        });
        return found;
    }

    /// <summary>Where a value is, without the sign for the whole.</summary>
    public static string PathOf(JsonNode node) => node.GetPath()[1..].TrimStart('.');

    /// <summary>Puts what is stored in place of each mask. What stands in a list is known by its place, so it
    /// is left masked unless the lists are alike but for their secrets.</summary>
    public static void Unmask(JsonNode? node, JsonNode? stored)
    {
        if (node is JsonArray items && stored is JsonArray kept && AreAlike(items, kept))
        {
            foreach (var (item, present) in items.Zip(kept)) Unmask(item, present);
        }

        if (node is not JsonObject fields || stored is not JsonObject presents) return;
        foreach (var name in fields.Select(field => field.Key).ToArray())
        {
            if (!IsSecret(name)) Unmask(fields[name], presents[name]);
            else if (IsMask(fields[name]) && presents[name] is { } secret) fields[name] = secret.DeepClone();
        }
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

    private static bool IsMask(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.String && node.ToString() == MaskText;

    private static bool AreAlike(JsonNode one, JsonNode other)
    {
        var (a, b) = (one.DeepClone(), other.DeepClone());
        Mask(a);
        Mask(b);
        return JsonNode.DeepEquals(a, b);
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
