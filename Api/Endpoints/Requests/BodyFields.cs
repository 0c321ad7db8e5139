using System.Text.Json;
using System.Text.Unicode;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Reads the fields of a JSON object one by one and gathers every fault, so that all are told at
/// once.</summary>
/// <remarks>Names are matched in any case, of two equal ones the last counts, unknown ones are ignored. What
/// a faulty field reads as is not to be used: <see cref="ThrowIfFaulty"/> comes first.</remarks>
internal sealed class BodyFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlySet<string> _declared;

    private BodyFields(IReadOnlySet<string> declared) => _declared = declared;

    /// <summary>What is wrong so far.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The fields of a body; none when it is empty.</summary>
    /// <param name="body">Its bytes.</param>
    /// <param name="declared">The names of what is to be read of it; to read another one is a bug.</param>
    /// <exception cref="FaultyRequestException">It is not a JSON object in UTF-8.</exception>
    public static BodyFields Parse(byte[] body, IReadOnlySet<string> declared)
    {
        var read = new BodyFields(declared);
        if (body.AsSpan().Trim(" \t\r\n"u8).Length > 0) read.Take(body);
        read.ThrowIfFaulty();
        return read;
    }

    /// <summary>Refuses the request if anything is wrong with it.</summary>
    public void ThrowIfFaulty() => Faults.ThrowIfAny();

    /// <summary>A text that must be there and not be empty.</summary>
    public string RequiredText(string field, int charsMax)
    {
        if (!IsThere(field)) return "";
        var text = Text(field, charsMax);
        if (text is "") Faults.Missing(field);
        return text ?? "";
    }

    /// <summary>A text that must be there, and may be empty.</summary>
    public string PresentText(string field, int charsMax) =>
        IsThere(field) ? Text(field, charsMax) ?? "" : "";

    /// <summary>A text that may be absent.</summary>
    public string OptionalText(string field, string otherwise, int charsMax) =>
        Find(field) is null ? otherwise : Text(field, charsMax) ?? otherwise;

    /// <summary>A boolean that must be there.</summary>
    public bool RequiredFlag(string field)
    {
        if (!IsThere(field)) return false;
        var value = _fields[field];
        if (value.ValueKind is JsonValueKind.True) return true;
        if (value.ValueKind is not JsonValueKind.False) Faults.Wrong(field, "is not true or false", "");
        return false;
    }

    /// <summary>A whole number that must be there.</summary>
    public long RequiredNumber(string field, long min, long max) =>
        IsThere(field) ? Number(field, min, max) : min;

    /// <summary>A whole number that may be absent.</summary>
    public int? OptionalNumber(string field, int min, int max) =>
        Find(field) is null ? null : (int)Number(field, min, max);

    /// <summary>An id that must be there.</summary>
    public TId? RequiredId<TId>(string field)
        where TId : struct, IId<TId> => IsThere(field) ? Id<TId>(field, isRequired: true) : null;

    /// <summary>An id that may be absent, or empty.</summary>
    public TId? OptionalId<TId>(string field)
        where TId : struct, IId<TId> => Find(field) is null ? null : Id<TId>(field, isRequired: false);

    /// <summary>The name of a plugin.</summary>
    public PluginName RequiredPlugin(string field)
    {
        var text = RequiredText(field, int.MaxValue);
        if (text.Length == 0) return default;
        if (PluginName.Parse(text) is { } plugin) return plugin;
        Faults.Wrong(field, Complaints.NotAPlugin, Complaints.PluginHint);
        return default;
    }

    /// <summary>The host:port of an agent.</summary>
    public AgentAddress RequiredAgent(string field)
    {
        var text = RequiredText(field, int.MaxValue);
        if (text.Length == 0) return default;
        if (AgentAddress.Parse(text) is { } agent) return agent;
        Faults.Wrong(field, "is not host:port", "an agent is written like 10.0.0.5:5444");
        return default;
    }

    /// <summary>The JSON object of an endpoint, sent as an object or as a string that holds one.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="wish">What is to happen: an edit may send masks for the secrets that are kept.</param>
    public EndpointConfig? RequiredEndpoint(string field, Wish wish)
    {
        if (!IsThere(field)) return null;
        var value = _fields[field];
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Object)
        {
            var text = value.ValueKind is JsonValueKind.Object
                ? value.GetRawText()
                : RequiredText(field, EndpointConfig.LengthMax);
            return text.Length == 0 ? null : EndpointReader.Read(text, field, wish, Faults);
        }

        Faults.Wrong(field, EndpointReader.NotAnObject, EndpointReader.ObjectHint);
        return null;
    }

    private void Take(byte[] body)
    {
        if (!Utf8.IsValid(body))
        {
            Faults.Wrong("body", "is not UTF-8", "send JSON in UTF-8");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Null) return;
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                Faults.Wrong("body", "is not a JSON object", "send one, like {\"name\": \"…\"}");
                return;
            }

            if (!JsonTexts.AreWhole(document.RootElement))
            {
                Faults.Wrong("body", JsonTexts.NotWhole, "");
                return;
            }

            foreach (var field in document.RootElement.EnumerateObject())
            {
                _fields[field.Name] = field.Value.Clone();
            }
        }
        catch (JsonException e)
        {
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            Faults.Wrong("body", $"is not JSON ({place})", "send one JSON object in UTF-8");
        }
    }

    private bool IsThere(string field)
    {
        if (Find(field) is not null) return true;
        Faults.Missing(field);
        return false;
    }

    private JsonElement? Find(string field)
    {
        if (!_declared.Contains(field))
            throw new InvalidOperationException($"the field {field} of a body is not declared");
        return _fields.TryGetValue(field, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;
    }

    private string? Text(string field, int charsMax)
    {
        var value = _fields[field];
        if (value.ValueKind is not JsonValueKind.String)
        {
            Faults.Wrong(field, "is not a text", "");
            return null;
        }

        var text = value.GetString()!;
        if (text.Length <= charsMax) return text;
        Faults.Wrong(field, $"is longer than {charsMax} characters", "");
        return null;
    }

    private long Number(string field, long min, long max)
    {
        // 3600.0 is a whole number too: some languages write all of theirs so.
        if (_fields[field].ValueKind is not JsonValueKind.Number)
        {
            Faults.Wrong(field, "is not a number", "");
        }
        else if (!_fields[field].TryGetDecimal(out var number) || number < min || number > max)
        {
            Faults.Wrong(field, $"is not between {min} and {max}", "");
        }
        else if (number != decimal.Truncate(number))
        {
            Faults.Wrong(field, "is not a whole number", "");
        }
        else
        {
            return (long)number;
        }

        return min;
    }

    private TId? Id<TId>(string field, bool isRequired)
        where TId : struct, IId<TId>
    {
        var text = Text(field, int.MaxValue);
        if (WireText.ParseUuid(text) is { } uuid) return TId.From(uuid);
        if (text is { Length: > 0 }) Faults.Wrong(field, Complaints.NotAUuid, "");
        else if (text is not null && isRequired) Faults.Missing(field);
        return null;
    }
}
