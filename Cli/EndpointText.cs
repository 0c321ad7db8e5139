using System.Text.Json;
using System.Text.Json.Nodes;
using Shield.Cli.Output;

namespace Shield.Cli;

/// <summary>The endpoint as people give it and see it.</summary>
internal static class EndpointText
{
    /// <summary>An endpoint without fields.</summary>
    public const string None = "{}";

    /// <summary>--endpoint, else what is there already, with each --set on top; null when neither option is
    /// given.</summary>
    public static async Task<string?> ReadAsync(
        Session session, string present, CancellationToken cancellationToken)
    {
        var sets = session.Texts(CliOptions.Set);
        var given = session.Text(CliOptions.Endpoint);
        var text = given is null ? null : await SourceAsync(session, given, cancellationToken);
        if (text is null && sets.Count == 0) return null;

        var endpoint = Parse(text ?? present);
        foreach (var set in sets) Set(endpoint, set);
        return sets.Count == 0 ? text : endpoint.ToJsonString();
    }

    /// <summary>One fact for each field on a terminal, the JSON itself through a pipe.</summary>
    public static IReadOnlyList<(string Name, Cell Value)> Facts(string endpoint, CliConsole console)
    {
        if (!console.OutIsTerminal || TryParse(endpoint) is not { } fields)
        {
            return [("endpoint", Cell.Text(endpoint))];
        }

        return [.. fields.Select(f => ($"endpoint {Plain.Line(f.Key)}", Cell.Text(TextOf(f.Value))))];
    }

    /// <summary>The fields; a text that has none is a fault of usage.</summary>
    public static JsonObject Parse(string text) =>
        TryParse(text) ?? throw CliFailureException.Usage(
            "the endpoint is no JSON object", "for example --endpoint '{\"base_dir\":\"/data\"}'");

    /// <summary>A value as people write it: text without quotes, the rest as JSON.</summary>
    public static string TextOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue text when text.TryGetValue<string>(out var plain) => plain,
        _ => value.ToJsonString(),
    };

    private static async Task<string> SourceAsync(
        Session session, string given, CancellationToken cancellationToken)
    {
        if (given == "-") return await session.Console.In.ReadToEndAsync(cancellationToken);
        if (!given.StartsWith('@')) return given;
        try
        {
            return await File.ReadAllTextAsync(given[1..], cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CliFailureException(
                ExitCode.Refused, $"cannot read {given[1..]}", "--endpoint @FILE reads it");
        }
    }

    /// <summary>KEY=VALUE is text, whatever it looks like: a password of digits must stay one. Plugins read
    /// numbers and yes-or-no from text; KEY:=JSON is for those that do not. KEY= takes the field away.
    /// </summary>
    private static void Set(JsonObject endpoint, string set)
    {
        var equals = set.IndexOf('=');
        if (equals < 1)
        {
            throw CliFailureException.Usage("--set needs KEY=VALUE", "for example --set base_dir=/data");
        }

        var (key, value) = (set[..equals], set[(equals + 1)..]);
        if (!key.EndsWith(':'))
        {
            if (value.Length == 0) endpoint.Remove(key);
            else endpoint[key] = value;
            return;
        }

        try
        {
            endpoint[key[..^1]] = JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            // The value may be a secret, so only the key is repeated.
            throw CliFailureException.Usage(
                $"--set {key}= needs JSON behind it", "or write KEY=VALUE for text");
        }
    }

    private static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
