using System.Text.Json;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Finds texts that JSON can spell but nobody can keep.</summary>
internal static class JsonTexts
{
    public const string NotWhole = "holds a text with half a character or a NUL in it";

    /// <summary>Whether every name and text, at any depth, is whole: no lone surrogate, which is no
    /// character, and no NUL, which no database takes in a text.</summary>
    public static bool AreWhole(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(field => IsWhole(field) && AreWhole(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(AreWhole),
        JsonValueKind.String => IsWhole(value),
        _ => true,
    };

    private static bool IsWhole(JsonElement text) => IsWhole(() => text.GetString()!);

    private static bool IsWhole(JsonProperty field) => IsWhole(() => field.Name);

    private static bool IsWhole(Func<string> read)
    {
        try
        {
            return !read().Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            // So the reader says that an escape stands for half a surrogate pair.
            return false;
        }
    }
}
