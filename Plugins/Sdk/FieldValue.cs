using System.Globalization;
using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>Reads one value of an endpoint as what its field says. Reasons never repeat the value, which may
/// be a secret in the wrong place.</summary>
internal static class FieldValue
{
    private const int PortMax = 65535;

    /// <summary>Why the value is wrong for the field, or null when it is right.</summary>
    public static string? Fault(EndpointField field, JsonElement value) => field.Type switch
    {
        EndpointFieldType.Flag => Reason(Flag(value)),
        EndpointFieldType.WholeNumber => Reason(WholeNumber(value)),
        EndpointFieldType.Port => Reason(Port(value)),
        EndpointFieldType.AbsolutePath => Reason(AbsolutePath(value)),
        EndpointFieldType.HostPort => Reason(HostPort(value)),
        EndpointFieldType.Url => Reason(Url(value)),
        EndpointFieldType.Choice => Reason(Choice(value, field.Enum)),
        EndpointFieldType.Pem => Reason(Pem(value)),
        EndpointFieldType.List => Reason(List(value)),
        _ => Reason(Text(value)),
    };

    /// <summary>A null, an empty text and an empty list say nothing: forms send them for fields left
    /// empty.</summary>
    public static bool IsAbsent(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    public static Verdict<string> Text(JsonElement value) =>
        value.ValueKind != JsonValueKind.String ? new Verdict<string>.Bad("must be text")
        : TextOf(value) is { } text && !text.Contains('\0') ? new Verdict<string>.Good(text)
        : new Verdict<string>.Bad("must be text without NUL characters or broken Unicode");

    public static Verdict<bool> Flag(JsonElement value) => Scalar(value) switch
    {
        "true" or "yes" => new Verdict<bool>.Good(true),
        "false" or "no" => new Verdict<bool>.Good(false),
        _ => new Verdict<bool>.Bad("must be true or false"),
    };

    public static Verdict<long> WholeNumber(JsonElement value) =>
        long.TryParse(
            Scalar(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new Verdict<long>.Good(number)
            : new Verdict<long>.Bad("must be a whole number");

    public static Verdict<int> Port(JsonElement value) =>
        TryPort(Scalar(value), out var port)
            ? new Verdict<int>.Good(port)
            : new Verdict<int>.Bad($"must be a port, 1 to {PortMax}");

    public static Verdict<string> AbsolutePath(JsonElement value) =>
        Text(value) is Verdict<string>.Good(var path) && path.StartsWith('/')
            ? new Verdict<string>.Good(path)
            : new Verdict<string>.Bad("must be an absolute path, beginning with a slash");

    public static Verdict<string> HostPort(JsonElement value) =>
        Text(value) is Verdict<string>.Good(var text) && IsHostPort(text)
            ? new Verdict<string>.Good(text)
            : new Verdict<string>.Bad("must be host:port, an IPv6 address in brackets");

    public static Verdict<string> Url(JsonElement value) =>
        Text(value) is Verdict<string>.Good(var text)
        && Uri.TryCreate(text, UriKind.Absolute, out _) && text.Contains("://", StringComparison.Ordinal)
            ? new Verdict<string>.Good(text)
            : new Verdict<string>.Bad("must be a URL with its scheme, such as https://host/path");

    public static Verdict<string> Choice(JsonElement value, IReadOnlyList<string> allowed) =>
        Scalar(value) is { } word && allowed.Contains(word)
            ? new Verdict<string>.Good(word)
            : new Verdict<string>.Bad($"must be one of {string.Join(", ", allowed)}");

    public static Verdict<string> Pem(JsonElement value) =>
        Text(value) is Verdict<string>.Good(var text)
            && text.Contains("-----BEGIN ", StringComparison.Ordinal)
            ? new Verdict<string>.Good(text)
            : new Verdict<string>.Bad("must be PEM text, with its BEGIN and END lines");

    public static Verdict<IReadOnlyList<string>> List(JsonElement value)
    {
        const string rule = "must be a list of texts, or one text with an entry on each line";
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Text(value) is Verdict<string>.Good(var lines)
                ? new Verdict<IReadOnlyList<string>>.Good(Lines(lines))
                : new Verdict<IReadOnlyList<string>>.Bad(rule);
        }

        var entries = value.EnumerateArray().Select(Text).ToList();
        return entries.All(e => e is Verdict<string>.Good { Value.Length: > 0 })
            ? new Verdict<IReadOnlyList<string>>.Good(
                [.. entries.Select(e => ((Verdict<string>.Good)e).Value)])
            : new Verdict<IReadOnlyList<string>>.Bad(rule);
    }

    private static string? Reason<T>(Verdict<T> verdict) => (verdict as Verdict<T>.Bad)?.Reason;

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The text of a number, a boolean or a string; null for anything else.</summary>
    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static bool TryPort(string? text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= PortMax;

    private static bool IsHostPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !TryPort(text[(colon + 1)..], out _)) return false;
        var host = text[..colon];
        return host.StartsWith('[') && host.EndsWith(']')
            ? Uri.CheckHostName(host) == UriHostNameType.IPv6
            : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // JSON can spell half a surrogate pair, which no string of characters can hold.
            return null;
        }
    }
}
