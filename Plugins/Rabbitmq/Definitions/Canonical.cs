using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Definitions;

/// <summary>JSON in one form: members sorted, nothing that says the same twice.</summary>
internal static class Canonical
{
    public static string Text(JsonNode? node) => Sorted(node)?.ToJsonString() ?? "null";

    /// <summary>The name and arguments of a queue may or may not say that it is a classic one.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => !IsDefault(member))
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static bool IsDefault(KeyValuePair<string, JsonNode?> member) =>
        member.Key == "x-queue-type" && member.Value is JsonValue value
        && value.TryGetValue<string>(out var type) && type == "classic";
}
