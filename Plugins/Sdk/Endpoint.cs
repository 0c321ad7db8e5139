using System.Globalization;
using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>The endpoint of a call: a JSON object, read by field name.</summary>
/// <remarks><see cref="PluginMain"/> checks it against the declared fields before the plugin sees it. An
/// absent field, an empty text and null mean the declared default. Reading a wrong value throws with exit
/// code 13.</remarks>
public sealed class Endpoint
{
    /// <summary>Endpoints are typed by people; 1 MiB is far beyond any with a few certificates in
    /// it.</summary>
    internal const int BytesMax = 1 << 20;

    /// <summary>Shorter ones occur in ordinary words, and taking those out would protect nobody.</summary>
    private const int SecretCharsMin = 4;

    private readonly Dictionary<string, JsonElement> _values;
    private readonly Dictionary<string, EndpointField> _fields;

    private Endpoint(Dictionary<string, JsonElement> values, IReadOnlyList<EndpointField> fields)
    {
        _values = values;
        _fields = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>The names in the endpoint that no field has declared.</summary>
    public IEnumerable<string> UnknownNames => _values.Keys.Where(name => !_fields.ContainsKey(name));

    /// <summary>Reads an endpoint; its values are not checked yet, see <see cref="Check"/>.</summary>
    /// <param name="json">The text of a JSON object, at most 1 MiB.</param>
    /// <param name="fields">The fields of the mode that is called.</param>
    /// <exception cref="PluginException">Exit code 10: it is not an object, or names a field
    /// twice.</exception>
    public static Endpoint Parse(string json, IReadOnlyList<EndpointField> fields)
    {
        if (json.Length > BytesMax) throw NotAnObject("it is larger than 1 MiB");
        try
        {
            using var document = JsonDocument.Parse(
                json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw NotAnObject(
                    $"it is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}");
            return new Endpoint(
                document.RootElement.EnumerateObject()
                    .ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal),
                fields);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The parser's own message may quote the text, and the text may hold a password.
            throw NotAnObject("it is not JSON, or names a field twice");
        }
    }

    /// <summary>Checks every declared field at once.</summary>
    /// <exception cref="PluginException">Exit code 12 when a required field is missing, else 13; the
    /// message has one line for each fault.</exception>
    public void Check()
    {
        var faults = new List<(PluginExit Exit, string Line)>();
        foreach (var field in _fields.Values)
        {
            if (!TryGet(field.Name, out var value))
            {
                if (field.Required)
                    faults.Add((PluginExit.FieldMissing, $"endpoint field '{field.Name}' is required"));
            }
            else if (FieldValue.Fault(field, value) is { } why)
            {
                faults.Add((PluginExit.FieldInvalid, $"endpoint field '{field.Name}' {why}"));
            }
        }

        if (faults.Count > 0)
            throw new PluginException(faults.Min(f => f.Exit), string.Join('\n', faults.Select(f => f.Line)));
    }

    /// <summary>A text, or its default, or null.</summary>
    /// <param name="name">The field's name.</param>
    public string? Text(string name) => Read(name, FieldValue.Text, text => text);

    /// <summary>A text that must be there.</summary>
    /// <param name="name">The field's name.</param>
    /// <exception cref="PluginException">Exit code 12: it is not.</exception>
    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    /// <summary>A whole number, or its default, or null.</summary>
    /// <param name="name">The field's name.</param>
    public long? WholeNumber(string name) =>
        Read<long?>(
            name,
            v => Lift(FieldValue.WholeNumber(v)),
            text => long.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>A port, 1 to 65535, or its default, or null.</summary>
    /// <param name="name">The field's name.</param>
    public int? Port(string name) =>
        Read<int?>(
            name,
            v => Lift(FieldValue.Port(v)),
            text => int.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>Yes or no; no when the field is absent and has no default.</summary>
    /// <param name="name">The field's name.</param>
    public bool Flag(string name) => Read(name, FieldValue.Flag, text => text is "true" or "yes");

    /// <summary>An absolute path, or its default, or null.</summary>
    /// <param name="name">The field's name.</param>
    public string? AbsolutePath(string name) => Read(name, FieldValue.AbsolutePath, text => text);

    /// <summary>An absolute path that must be there.</summary>
    /// <param name="name">The field's name.</param>
    /// <exception cref="PluginException">Exit code 12: it is not.</exception>
    public string RequiredAbsolutePath(string name) => AbsolutePath(name) ?? throw Missing(name);

    /// <summary>The entries of a list; empty when the field is absent and has no default.</summary>
    /// <param name="name">The field's name.</param>
    public IReadOnlyList<string> List(string name) =>
        Read<IReadOnlyList<string>>(name, FieldValue.List, text => text.Split('\n')) ?? [];

    /// <summary>A fault that only the plugin can see, in the words of all others; exit code 13.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="why">Completes the sentence "endpoint field 'name' …"; without the value.</param>
    public static PluginException Invalid(string name, string why) =>
        new(PluginExit.FieldInvalid, $"endpoint field '{name}' {why}");

    /// <summary>The text with every secret of this endpoint replaced by <c>[secret]</c>.</summary>
    /// <param name="text">A message that may quote what a program or library said.</param>
    public string Scrub(string text) => _values
        .Where(v => IsSecret(v.Key))
        .Select(v => FieldValue.Text(v.Value))
        .OfType<Verdict<string>.Good>()
        .Select(secret => secret.Value)
        .Where(secret => secret.Length >= SecretCharsMin)
        .OrderByDescending(secret => secret.Length)
        .Aggregate(text, (scrubbed, secret) =>
            scrubbed.Replace(secret, "[secret]", StringComparison.Ordinal));

    /// <summary>Never the content: endpoints hold secrets.</summary>
    public override string ToString() => "[redacted]";

    private static PluginException NotAnObject(string why) =>
        new(PluginExit.EndpointNotAnObject, $"the endpoint is not a JSON object: {why}");

    private static PluginException Missing(string name) =>
        new(PluginExit.FieldMissing, $"endpoint field '{name}' is required");

    private static Verdict<T?> Lift<T>(Verdict<T> verdict) where T : struct => verdict switch
    {
        Verdict<T>.Good(var value) => new Verdict<T?>.Good(value),
        Verdict<T>.Bad(var reason) => new Verdict<T?>.Bad(reason),
        _ => throw new InvalidOperationException("a verdict is good or bad"),
    };

    /// <summary>A name that nobody declared may be a password's, mistyped.</summary>
    private bool IsSecret(string name) => !_fields.TryGetValue(name, out var field) || field.IsSecret;

    private T? Read<T>(string name, Func<JsonElement, Verdict<T>> read, Func<string, T> fromDefault)
    {
        if (!TryGet(name, out var value))
            return _fields.GetValueOrDefault(name)?.Default is { } text ? fromDefault(text) : default;
        return read(value) switch
        {
            Verdict<T>.Good(var good) => good,
            Verdict<T>.Bad(var reason) => throw Invalid(name, reason),
            _ => throw new InvalidOperationException("a verdict is good or bad"),
        };
    }

    private bool TryGet(string name, out JsonElement value) =>
        _values.TryGetValue(name, out value) && !FieldValue.IsAbsent(value);
}
