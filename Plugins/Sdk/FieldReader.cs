using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>Reads one entry of <c>fields</c> in what <c>info</c> printed.</summary>
internal static class FieldReader
{
    public static Verdict<EndpointField> Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return Bad("an entry of 'fields' is not an object");
        if (ReplyJson.Text(json, "name") is not { Length: > 0 } name) return Bad("a field has no 'name'");
        if (FieldTypeNames.ModeOf(ReplyJson.Text(json, "mode")) is not { } mode)
            return Bad($"field '{name}': 'mode' is not target or store");
        // An unknown type may be a kind of secret, so guessing at plain text would show it.
        if (FieldTypeNames.TypeOf(ReplyJson.Text(json, "type")) is not { } type)
            return Bad($"field '{name}': 'type' is not one that this version knows");

        var field = new EndpointField
        {
            Mode = mode,
            Name = name,
            Type = type,
            Title = ReplyJson.Text(json, "title"),
            Help = ReplyJson.Text(json, "help"),
            Required = ReplyJson.IsTrue(json, "required"),
            Default = Scalar(json, "default"),
            Placeholder = ReplyJson.Text(json, "placeholder"),
            Example = Scalar(json, "example"),
            Enum = Words(json),
        };
        return type == EndpointFieldType.Choice && field.Enum.Count == 0
            ? Bad($"field '{name}': 'enum' lists no words")
            : new Verdict<EndpointField>.Good(field);
    }

    private static string? Scalar(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => ReplyJson.Text(json, name),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        }
        : null;

    private static IReadOnlyList<string> Words(JsonElement json) =>
        json.TryGetProperty("enum", out var value) && value.ValueKind == JsonValueKind.Array
        && FieldValue.List(value) is Verdict<IReadOnlyList<string>>.Good(var words) ? words : [];

    private static Verdict<EndpointField>.Bad Bad(string reason) => new(reason);
}
