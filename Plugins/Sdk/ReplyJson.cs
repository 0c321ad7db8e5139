using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>What a plugin printed, read without trust: every fault has words, none becomes an
/// exception.</summary>
internal static class ReplyJson
{
    /// <summary>The object that a text holds; the reason says what it holds instead.</summary>
    public static Verdict<JsonElement> Object(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Verdict<JsonElement>.Bad("it printed nothing");
        if (text.Length > PluginReply.ReplyCharsMax)
            return new Verdict<JsonElement>.Bad("it printed more than 1 MiB");
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new Verdict<JsonElement>.Good(document.RootElement.Clone())
                : new Verdict<JsonElement>.Bad("it printed JSON, but not an object");
        }
        catch (JsonException)
        {
            return new Verdict<JsonElement>.Bad("it did not print JSON");
        }
    }

    /// <summary>A text member; null when it is absent or something else.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
        && FieldValue.Text(value) is Verdict<string>.Good(var text) ? text : null;

    /// <summary>A member that is there and not null.</summary>
    public static bool Has(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A number from 0 to 2^63 - 1; null when it is absent or something else.</summary>
    public static long? Count(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number) && number >= 0 ? number : null;

    /// <summary>True only for the JSON value true.</summary>
    public static bool IsTrue(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
