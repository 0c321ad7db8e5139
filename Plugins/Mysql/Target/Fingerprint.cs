using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Describes databases by what a restore has to bring back.</summary>
internal static class Fingerprint
{
    public static async Task<JsonObject> TakeAsync(Tools tools, CancellationToken cancellationToken)
    {
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        var all = new JsonObject();
        foreach (var name in Backup.Wanted(facts, tools.Address.Database))
            all[name] = await OfAsync(tools, facts, name, cancellationToken);
        return tools.Address.Database is { } only
            ? all[only]!.DeepClone().AsObject()
            : new JsonObject { ["databases"] = all };
    }

    private static async Task<JsonObject> OfAsync(
        Tools tools, ServerFacts facts, string database, CancellationToken cancellationToken)
    {
        var content = await Content.AskAsync(tools, database, cancellationToken);
        var columns = await Client.AskAsync(
            tools, FingerprintQuery.Columns(database), cancellationToken);
        var tables = new JsonObject();
        foreach (var row in await Client.AskAsync(
            tools, FingerprintQuery.Tables(database, content, columns, facts.KnowsHistory),
                cancellationToken))
        {
            tables[row[0]!.GetValue<string>()] =
                new JsonObject { ["rows"] = row[1]!.DeepClone(), ["digest"] = row[2]!.GetValue<string>() };
        }

        // The dump program knows nothing of them but that they are.
        var broken = await BrokenViews.FindAsync(tools, database, content.Views, cancellationToken);
        return new JsonObject
        {
            ["tables"] = tables,
            ["broken_views"] = new JsonArray([.. broken.Select(view => (JsonNode)view)]),
            ["definitions"] = await DefinitionDigest.TakeAsync(
                tools, database, content, broken, cancellationToken),
            ["database"] = facts.Databases[database].Shape(facts.KnowsComments),
        };
    }
}
