using System.Text.Json;
using System.Text.Json.Nodes;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Definitions;

/// <summary>An export of definitions, as <c>/api/definitions</c> gives and takes it.</summary>
internal sealed class DefinitionSet
{
    /// <summary>Tells one installation from another; it is no content, and no other should get it.</summary>
    private const string ClusterId = "internal_cluster_id";

    private DefinitionSet(JsonObject root) => Root = root;

    public JsonObject Root { get; }

    public IReadOnlyList<string> Vhosts => [.. Of(Section.Vhosts).Select(v => v["name"]!.GetValue<string>())];

    /// <summary>Checks that it is one: the import takes an empty object without a word.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="where">Whose it is, for the message.</param>
    /// <exception cref="PluginException">It is not.</exception>
    public static DefinitionSet Of(JsonNode? node, string where)
    {
        if (node is not JsonObject root) throw Bad(where, "are no JSON object");
        foreach (var section in Section.All)
        {
            if (root[section.Name] is not { } entries)
            {
                if (section.Required) throw Bad(where, $"lack '{section.Name}'");
            }
            else if (entries is not JsonArray array || !array.All(entry => IsWhole(entry, section)))
            {
                throw Bad(where, $"have '{section.Name}' in another form");
            }
        }

        return new DefinitionSet(root);
    }

    public static DefinitionSet Parse(ReadOnlySpan<byte> json, string where)
    {
        try
        {
            return Of(JsonNode.Parse(json), where);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw Bad(where, "are no JSON");
        }
    }

    public IEnumerable<JsonObject> Of(Section section) =>
        (Root[section.Name] as JsonArray)?.Select(entry => entry!.AsObject()) ?? [];

    /// <summary>What belongs to one virtual host, and nothing of the server.</summary>
    public DefinitionSet Only(string vhost) => Where((section, entry) =>
        section.VhostMember is { } member && entry[member]!.GetValue<string>() == vhost);

    public DefinitionSet WithoutTemporary() => Where((section, entry) =>
        !(section.VhostMember is { } member && TemporaryName.Is(entry[member]!.GetValue<string>()))
        && !(section == Section.Exchanges && TemporaryName.Is(entry["name"]!.GetValue<string>()))
        && !(section == Section.Bindings && TemporaryName.Is(entry["source"]!.GetValue<string>()))
        && !(section == Section.GlobalParameters && entry["name"]!.GetValue<string>() == ClusterId));

    /// <summary>A copy of the entries that are wanted.</summary>
    public DefinitionSet Where(Func<Section, JsonObject, bool> isWanted)
    {
        var root = new JsonObject();
        foreach (var (key, value) in Root)
        {
            var section = Section.All.FirstOrDefault(known => known.Name == key);
            if (section is null) root[key] = value?.DeepClone();
            else
                root[key] = new JsonArray([.. Of(section)
                    .Where(entry => isWanted(section, entry)).Select(entry => entry.DeepClone())]);
        }

        return new DefinitionSet(root);
    }

    /// <summary>A copy that has some entries of another one as well.</summary>
    public DefinitionSet With(DefinitionSet others, params Section[] sections)
    {
        var copy = new DefinitionSet(Root.DeepClone().AsObject());
        foreach (var section in sections)
        {
            foreach (var entry in others.Of(section))
                ((JsonArray?)copy.Root[section.Name])?.Add((JsonNode)entry.DeepClone());
        }

        return copy;
    }

    /// <summary>A copy in which virtual hosts have other names.</summary>
    /// <param name="names">From old to new, for each of them.</param>
    public DefinitionSet Renamed(IReadOnlyDictionary<string, string> names)
    {
        var copy = new DefinitionSet(Root.DeepClone().AsObject());
        foreach (var section in Section.All.Where(section => section.VhostMember is not null))
        {
            foreach (var entry in copy.Of(section))
                entry[section.VhostMember!] = names[entry[section.VhostMember!]!.GetValue<string>()];
        }

        return copy;
    }

    private static bool IsWhole(JsonNode? entry, Section section) =>
        entry is JsonObject members && section.Identity.All(name =>
            members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String);

    private static PluginException Bad(string where, string why) =>
        new(PluginExit.Failed, $"the definitions in {where} {why}");
}
