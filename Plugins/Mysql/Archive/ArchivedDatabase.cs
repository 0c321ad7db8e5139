using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Databases;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>What has to be known of a database before the first statement of it is run.</summary>
/// <param name="Shape">Name, character set, collation and comment.</param>
/// <param name="Definers">Accounts that its views, triggers, events and routines act as.</param>
/// <param name="NeedsTrust">Whether it has triggers or functions.</param>
/// <param name="Objects">How many things of each kind it has.</param>
internal sealed record ArchivedDatabase(
    Database Shape, IReadOnlyList<string> Definers, bool NeedsTrust,
    IReadOnlyDictionary<string, int> Objects)
{
    public static ArchivedDatabase Of(Database shape, Content content) => new(
        shape, [.. content.Definers.Order(StringComparer.Ordinal)], content.NeedsTrust,
        new Dictionary<string, int>
        {
            ["tables"] = content.Tables.Count,
            ["views"] = content.Views.Count,
            ["routines"] = content.Routines.Count,
            ["triggers"] = content.Triggers.Count,
            ["events"] = content.Events.Count,
        });

    public static ArchivedDatabase Of(JsonNode node) => new(
        new Database(
            node["name"]!.GetValue<string>(), node["charset"]!.GetValue<string>(),
            node["collation"]!.GetValue<string>(), node["comment"]!.GetValue<string>()),
        [.. node["definers"]!.AsArray().Select(definer => definer!.GetValue<string>())],
        node["needs_trust"]!.GetValue<bool>(),
        node["objects"]!.AsObject().ToDictionary(kind => kind.Key, kind => kind.Value!.GetValue<int>()));

    public JsonObject ToNode() => new()
    {
        ["name"] = Shape.Name,
        ["charset"] = Shape.Charset,
        ["collation"] = Shape.Collation,
        ["comment"] = Shape.Comment,
        ["definers"] = new JsonArray([.. Definers.Select(definer => (JsonNode)definer)]),
        ["needs_trust"] = NeedsTrust,
        ["objects"] = new JsonObject(
            Objects.Select(kind => KeyValuePair.Create(kind.Key, (JsonNode?)kind.Value))),
    };
}
