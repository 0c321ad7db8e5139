using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>Reads the JSON that <c>info</c> printed.</summary>
internal static class InfoReader
{
    private const int FieldsMax = 200;

    public static Verdict<PluginInfo> Read(string output) => ReplyJson.Object(output) switch
    {
        Verdict<JsonElement>.Good(var json) => Read(json),
        Verdict<JsonElement>.Bad(var reason) => Bad(reason),
        _ => throw new InvalidOperationException("a verdict is good or bad"),
    };

    private static Verdict<PluginInfo> Read(JsonElement json)
    {
        if (ReplyJson.Text(json, "name") is not { Length: > 0 } name) return Bad("'name' is not a text");
        if (ReplyJson.Text(json, "author") is not { } author) return Bad("'author' is not a text");
        if (ReplyJson.Text(json, "version") is not { } version) return Bad("'version' is not a text");
        if (!json.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Object)
            return Bad("'features' is not an object");
        if (Feature(features, "target") is not { } isTarget) return Bad("'features.target' is not yes or no");
        if (Feature(features, "store") is not { } isStore) return Bad("'features.store' is not yes or no");
        var protocol = ReplyJson.Has(json, "protocol")
            ? ReplyJson.Count(json, "protocol")
            : PluginInfo.FirstProtocol;
        if (protocol is not (>= 1 and <= int.MaxValue)) return Bad("'protocol' is not a number of 1 or more");

        var info = new PluginInfo
        {
            Name = name,
            Author = author,
            Version = version,
            Protocol = (int)protocol,
            IsTarget = isTarget,
            IsStore = isStore,
        };
        return protocol == PluginInfo.FirstProtocol ? new Verdict<PluginInfo>.Good(info)
            : WithMore(info, json);
    }

    /// <summary>What only protocol 2 defines; in protocol 1 the same keys may mean anything.</summary>
    private static Verdict<PluginInfo> WithMore(PluginInfo info, JsonElement json)
    {
        var fields = new List<EndpointField>();
        if (ReplyJson.Has(json, "fields"))
        {
            var list = json.GetProperty("fields");
            if (list.ValueKind != JsonValueKind.Array) return Bad("'fields' is not a list");
            if (list.GetArrayLength() > FieldsMax) return Bad($"'fields' has more than {FieldsMax} entries");
            foreach (var entry in list.EnumerateArray())
            {
                if (FieldReader.Read(entry) is Verdict<EndpointField>.Good(var field)) fields.Add(field);
                else return Bad(((Verdict<EndpointField>.Bad)FieldReader.Read(entry)).Reason);
            }
        }

        var twice = fields.GroupBy(f => (f.Mode, f.Name)).FirstOrDefault(g => g.Count() > 1);
        return twice is not null
            ? Bad($"'fields' has '{twice.Key.Name}' twice")
            : new Verdict<PluginInfo>.Good(info with
            {
                Fields = fields,
                Stages = ReplyJson.IsTrue(json, "stages"),
                AllowsEmpty = ReplyJson.IsTrue(json, "allows_empty"),
            });
    }

    /// <summary>A feature that is not mentioned is not there.</summary>
    private static bool? Feature(JsonElement features, string name) =>
        !ReplyJson.Has(features, name) ? false : ReplyJson.Text(features, name) switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };

    private static Verdict<PluginInfo>.Bad Bad(string reason) => new(reason);
}
