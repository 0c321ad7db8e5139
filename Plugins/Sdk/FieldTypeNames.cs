namespace Shield.Plugins.Sdk;

/// <summary>The wire names of field types and modes, said once for both directions.</summary>
public static class FieldTypeNames
{
    private static readonly (EndpointFieldType Type, string Name)[] Types =
    [
        (EndpointFieldType.Text, "string"),
        (EndpointFieldType.Password, "password"),
        (EndpointFieldType.Flag, "bool"),
        (EndpointFieldType.WholeNumber, "int"),
        (EndpointFieldType.Port, "port"),
        (EndpointFieldType.AbsolutePath, "abspath"),
        (EndpointFieldType.HostPort, "hostport"),
        (EndpointFieldType.Url, "url"),
        (EndpointFieldType.Choice, "enum"),
        (EndpointFieldType.Pem, "pem"),
        (EndpointFieldType.List, "list"),
    ];

    /// <summary>A type as JSON has it.</summary>
    public static string NameOf(EndpointFieldType type) => Types.First(t => t.Type == type).Name;

    /// <summary>The type of this name; null for none.</summary>
    public static EndpointFieldType? TypeOf(string? name)
    {
        foreach (var (type, known) in Types)
        {
            if (known == name) return type;
        }

        return null;
    }

    /// <summary>A mode as JSON has it.</summary>
    public static string NameOf(PluginMode mode) => mode == PluginMode.Target ? "target" : "store";

    /// <summary>The mode of this name; null for none.</summary>
    public static PluginMode? ModeOf(string? name) => name switch
    {
        "target" => PluginMode.Target,
        "store" => PluginMode.Store,
        _ => null,
    };
}
