using System.Text.Encodings.Web;
using System.Text.Json;

namespace Shield.Domain.Plugins;

/// <summary>Strikes the secrets of some endpoints from whatever a plugin prints.</summary>
/// <param name="endpoints">Those whose secrets must not be seen.</param>
public sealed class SecretRedactor(params IEnumerable<EndpointConfig> endpoints)
{
    /// <summary>Shorter lines of a secret of many lines, in characters, say nothing.</summary>
    private const int SecretLineMin = 8;

    private readonly string[] _secrets =
    [
        .. endpoints.SelectMany(endpoint => endpoint.Secrets())
            .SelectMany(Spellings)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(secret => secret.Length),
    ];

    /// <summary>The text with a mask in place of each secret, and of a secret that the end cuts in
    /// two.</summary>
    /// <param name="text">A line, or the part of one that was kept.</param>
    /// <param name="wasCut">Whether more followed: then the end may hold the beginning of a secret.</param>
    public string Redact(string text, bool wasCut)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, SecretFields.MaskText, StringComparison.Ordinal);
        }

        return wasCut ? WithoutBeginnings(text) : text;
    }

    /// <summary>A secret as it is, line by line, and as it looks inside JSON and in a URL.</summary>
    private static IEnumerable<string> Spellings(string secret) =>
    [
        secret,
        .. secret.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= SecretLineMin),
        JsonEncodedText.Encode(secret).ToString(),
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        Uri.EscapeDataString(secret),
    ];

    private string WithoutBeginnings(string text)
    {
        foreach (var secret in _secrets)
        {
            for (var length = Math.Min(secret.Length - 1, text.Length); length > 0; length--)
            {
                if (!text.EndsWith(secret[..length], StringComparison.Ordinal)) continue;
                text = text[..^length];
                break;
            }
        }

        return text;
    }
}
