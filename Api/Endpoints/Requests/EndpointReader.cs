using System.Text.Json;
using Shield.Domain.Plugins;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Reads the endpoint of a target or a store, and says which of its rules a text breaks.</summary>
internal static class EndpointReader
{
    public const string NotAnObject = "is not a JSON object";

    public const string ObjectHint = "an endpoint is a JSON object, sent as it is or inside a string";

    /// <summary>The endpoint, or null after a complaint.</summary>
    public static EndpointConfig? Read(string text, string field, Wish wish, Faults faults)
    {
        if (text.Length > EndpointConfig.LengthMax)
        {
            faults.Wrong(field, $"is longer than {EndpointConfig.LengthMax} characters", "");
            return null;
        }

        if (!IsWhole(text))
        {
            faults.Wrong(field, JsonTexts.NotWhole, "");
            return null;
        }

        if (EndpointConfig.Parse(text) is not { } endpoint)
        {
            faults.Wrong(field, $"{NotAnObject}, or names a field twice", ObjectHint);
            return null;
        }

        if (wish is Wish.Edit || !endpoint.HasMasks()) return endpoint;
        faults.Wrong(
            field,
            "holds a mask where a secret belongs",
            $"answers show {EndpointConfig.Mask} for a secret: send the secret");
        return null;
    }

    /// <summary>Whether its texts can be kept; what is no JSON at all is for others to refuse.</summary>
    private static bool IsWhole(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonTexts.AreWhole(document.RootElement);
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
