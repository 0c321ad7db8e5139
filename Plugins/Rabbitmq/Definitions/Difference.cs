using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Definitions;

/// <summary>What differs between definitions that were wanted and those that are there. Values are not told:
/// some hold passwords.</summary>
internal static class Difference
{
    /// <summary>Entries that are wanted, and missing or not alike.</summary>
    public static IEnumerable<string> Faults(DefinitionSet wanted, DefinitionSet present)
    {
        foreach (var section in Section.All)
        {
            var there = ByIdentity(present, section);
            foreach (var entry in wanted.Of(section))
            {
                if (!there.TryGetValue(IdentityOf(section, entry), out var found))
                    yield return $"{Describe(section, entry)} is missing";
                else if (Members(entry, found, [.. entry.Select(m => m.Key)]) is { Length: > 0 } names)
                    yield return $"{Describe(section, entry)} has other {names}";
            }
        }
    }

    /// <summary>Entries that exist and that an import would leave otherwise than wanted.</summary>
    public static IEnumerable<string> Conflicts(DefinitionSet wanted, DefinitionSet present)
    {
        foreach (var section in Section.All.Where(section => section.Fixed.Length > 0))
        {
            var there = ByIdentity(present, section);
            foreach (var entry in wanted.Of(section))
            {
                if (there.TryGetValue(IdentityOf(section, entry), out var found)
                    && Members(entry, found, section.Fixed) is { Length: > 0 } names)
                    yield return $"{Describe(section, entry)} exists with other {names}";
            }
        }
    }

    /// <summary>Entries of the same virtual hosts that nobody wanted.</summary>
    public static IEnumerable<string> Extras(DefinitionSet wanted, DefinitionSet present)
    {
        var vhosts = wanted.Vhosts.ToHashSet();
        foreach (var section in Section.All.Where(section => section.VhostMember is not null))
        {
            var known = ByIdentity(wanted, section);
            foreach (var entry in present.Of(section)
                .Where(entry => vhosts.Contains(entry[section.VhostMember!]!.GetValue<string>())))
            {
                if (!known.ContainsKey(IdentityOf(section, entry))) yield return Describe(section, entry);
            }
        }
    }

    private static Dictionary<string, JsonObject> ByIdentity(DefinitionSet definitions, Section section)
    {
        var all = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var entry in definitions.Of(section)) all[IdentityOf(section, entry)] = entry;
        return all;
    }

    private static string IdentityOf(Section section, JsonObject entry)
    {
        var names = new JsonArray([.. section.Identity.Select(name => entry[name]!.DeepClone())]);
        // Two bindings may differ in nothing but their arguments.
        if (section == Section.Bindings) names.Add((JsonNode)Canonical.Text(entry["arguments"]));
        return names.ToJsonString();
    }

    private static string Describe(Section section, JsonObject entry)
    {
        var names = section.Identity.Where(name => name != section.VhostMember || section == Section.Vhosts);
        var name = string.Join(" ", names.Select(name => $"'{entry[name]!.GetValue<string>()}'"));
        return section.VhostMember is null || section == Section.Vhosts
            ? $"{section.Title} {name}"
            : $"{section.Title} {name} of virtual host '{entry[section.VhostMember]!.GetValue<string>()}'";
    }

    private static string Members(JsonObject wanted, JsonObject present, string[] names) => string.Join(
        ", ", names.Where(name => Canonical.Text(wanted[name]) != Canonical.Text(present[name])));
}
