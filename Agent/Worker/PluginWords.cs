using Shield.Grains.Workers;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Worker;

/// <summary>What a plugin says of itself, as it travels to the core.</summary>
internal static class PluginWords
{
    public static PluginFacts Of(PluginInfo info) => new(
        info.Name, info.Author, info.Version, info.Protocol, info.IsTarget, info.IsStore,
        [.. info.Fields.Select(Of)]);

    private static PluginFieldFacts Of(EndpointField field) => new(
        FieldTypeNames.NameOf(field.Mode),
        field.Name,
        FieldTypeNames.NameOf(field.Type),
        field.Title ?? field.Name,
        field.Help ?? "",
        field.Required,
        field.Default,
        field.Placeholder,
        field.Example,
        field.Enum);
}
