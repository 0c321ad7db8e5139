using System.Text.Json;

namespace Shield.Silo.Hosting.Settings;

/// <summary>The raw values: environment first, then the file; and the faults found on the way.</summary>
internal sealed class SettingValues
{
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<string, string> _file = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    public SettingValues(Func<string, string?> environment, string? json)
    {
        _environment = environment;
        if (json is not null) ReadFile(json);
    }

    public IReadOnlyList<string> Faults => _faults;

    public void Fault(string line) => _faults.Add(line);

    /// <summary>What is said of a name; null when nothing is.</summary>
    public string? Find(string name) =>
        _environment(name) is { Length: > 0 } value ? value
        : _file.GetValueOrDefault(name) is { Length: > 0 } kept ? kept
        : null;

    /// <summary>What holds, as a value; null after a fault.</summary>
    public T? Take<T>(Setting setting, Func<string, T?> parse, string expected)
        where T : class
    {
        var text = Find(setting.Name) ?? setting.Default;
        var value = parse(text);
        if (value is null) Fault($"{setting.Name} is \"{text}\": expected {expected}");
        return value;
    }

    /// <summary>What holds, as a value; null after a fault.</summary>
    public T? Take<T>(Setting setting, Func<string, T?> parse, string expected)
        where T : struct
    {
        var text = Find(setting.Name) ?? setting.Default;
        var value = parse(text);
        if (value is null) Fault($"{setting.Name} is \"{text}\": expected {expected}");
        return value;
    }

    private void ReadFile(string json)
    {
        try
        {
            var options = new JsonDocumentOptions
            {
                AllowDuplicateProperties = false,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            };
            using var document = JsonDocument.Parse(json, options);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                Fault($"{SettingsReader.FileName} is no object: expected {{ \"SHIELD_WORKERS\": 5 }}");
                return;
            }

            foreach (var property in document.RootElement.EnumerateObject()) Keep(property);
        }
        catch (JsonException e)
        {
            Fault($"{SettingsReader.FileName} is not JSON, see line {e.LineNumber + 1}");
        }
    }

    private void Keep(JsonProperty property)
    {
        var known = Setting.All.Any(s => s.Name == property.Name && s != Setting.Home);
        if (!known)
        {
            Fault($"{SettingsReader.FileName} says {property.Name}, which is no setting there");
        }
        else if (property.Value.ValueKind is JsonValueKind.String)
        {
            _file[property.Name] = property.Value.GetString()!;
        }
        else if (property.Value.ValueKind is JsonValueKind.Number)
        {
            _file[property.Name] = property.Value.GetRawText();
        }
        else
        {
            Fault($"{SettingsReader.FileName} says {property.Name}, which is neither text nor number");
        }
    }
}
