using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>Writes the JSON that <c>info</c> prints.</summary>
internal static class InfoWriter
{
    public static string Write(PluginInfo info)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("name", info.Name);
            json.WriteString("author", info.Author);
            json.WriteString("version", info.Version);
            json.WriteNumber("protocol", info.Protocol);
            json.WriteStartObject("features");
            json.WriteString("target", info.IsTarget ? "yes" : "no");
            json.WriteString("store", info.IsStore ? "yes" : "no");
            json.WriteEndObject();
            json.WriteBoolean("stages", info.Stages);
            json.WriteBoolean("allows_empty", info.AllowsEmpty);
            json.WriteStartArray("fields");
            foreach (var field in info.Fields) Write(json, field);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, EndpointField field)
    {
        json.WriteStartObject();
        json.WriteString("mode", FieldTypeNames.NameOf(field.Mode));
        json.WriteString("name", field.Name);
        json.WriteString("type", FieldTypeNames.NameOf(field.Type));
        WriteOptional(json, "title", field.Title);
        WriteOptional(json, "help", field.Help);
        json.WriteBoolean("required", field.Required);
        WriteDefault(json, field);
        WriteOptional(json, "placeholder", field.Placeholder);
        WriteOptional(json, "example", field.Example);
        if (field.Enum.Count > 0)
        {
            json.WriteStartArray("enum");
            foreach (var word in field.Enum) json.WriteStringValue(word);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteDefault(Utf8JsonWriter json, EndpointField field)
    {
        if (field.Default is null) return;
        if (field.Type == EndpointFieldType.Flag)
            json.WriteBoolean("default", field.Default is "true" or "yes");
        else if (field.Type is EndpointFieldType.WholeNumber or EndpointFieldType.Port)
            json.WriteNumber("default", long.Parse(field.Default, CultureInfo.InvariantCulture));
        else
            json.WriteString("default", field.Default);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}
