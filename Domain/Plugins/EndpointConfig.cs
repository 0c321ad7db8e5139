using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shield.Domain.Plugins;

/// <summary>What a plugin needs to reach its system: a JSON object, secrets and all.</summary>
/// <remarks>It never prints itself. <see cref="Json"/> is for the plugin and the seal, for nobody
/// else.</remarks>
[GenerateSerializer, Immutable, Alias("shield.EndpointConfig")]
public sealed class EndpointConfig
{
    /// <summary>The longest endpoint, in characters of its JSON text.</summary>
    public const int LengthMax = 256 * 1024;

    /// <summary>What answers show in place of a secret.</summary>
    public const string Mask = SecretFields.MaskText;

    private EndpointConfig(string json) => Json = json;

    /// <summary>The JSON object as compact text, secrets in clear.</summary>
    [Id(0)]
    public string Json { get; }

    /// <summary>The endpoint in this text, or null when it is not one JSON object.</summary>
    public static EndpointConfig? Parse(string? text)
    {
        if (text is not { Length: <= LengthMax }) return null;
        try
        {
            // Twice the same name would let a mask hide one value and show the other.
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(text, documentOptions: options) is JsonObject whole
                ? new EndpointConfig(whole.ToJsonString())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same endpoint with every secret replaced by a mask: fit for lists and answers.</summary>
    public string Masked()
    {
        var copy = JsonNode.Parse(Json)!;
        SecretFields.Mask(copy);
        return copy.ToJsonString(SecretFields.Readable);
    }

    /// <summary>Every secret text in it, longest first: what must be struck from anything that is
    /// printed.</summary>
    public IReadOnlyList<string> Secrets() => SecretFields.Collect(JsonNode.Parse(Json)!);

    /// <summary>Whether a mask stands where a secret belongs.</summary>
    public bool HasMasks() => Secrets().Contains(Mask, StringComparer.Ordinal);

    /// <summary>This endpoint, with the secrets of <paramref name="present"/> where it names the same fields.
    /// </summary>
    /// <remarks>An archive is found where it was put, by the password that holds today.</remarks>
    public EndpointConfig WithSecretsOf(EndpointConfig present)
    {
        var copy = JsonNode.Parse(Json)!;
        SecretFields.Copy(from: JsonNode.Parse(present.Json)!, to: copy);
        return new EndpointConfig(copy.ToJsonString());
    }

    /// <summary>Never the content.</summary>
    public override string ToString() => "[redacted]";
}
