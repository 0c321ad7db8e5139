using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Shield.Domain.Plugins;

/// <summary>The file name of a plugin: lower-case letters, digits, dot, underscore and hyphen, at most
/// 64.</summary>
/// <remarks>Nothing else can name a plugin, so that no name can lead out of the plugin folders.</remarks>
[GenerateSerializer, Immutable, Alias("shield.PluginName"), JsonConverter(typeof(PluginNameConverter))]
public readonly partial record struct PluginName
{
    /// <summary>The longest name, in characters.</summary>
    public const int LengthMax = 64;

    private PluginName(string value) => Value = value;

    /// <summary>The name.</summary>
    [Id(0)]
    public string Value { get; }

    /// <summary>The plugin of this name, or null when nothing can be called so.</summary>
    public static PluginName? Parse(string? text) =>
        text is { Length: <= LengthMax } && Pattern().IsMatch(text) ? new PluginName(text) : null;

    /// <summary>The name.</summary>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

internal sealed class PluginNameConverter : JsonConverter<PluginName>
{
    public override PluginName Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PluginName.Parse(reader.GetString()) ?? throw new JsonException("not a plugin name");

    public override void Write(Utf8JsonWriter writer, PluginName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
