using System.Text.Json.Nodes;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Describes databases by what a restore has to bring back.</summary>
internal static class Fingerprint
{
    public static async Task<JsonObject> TakeAsync(Tools tools, CancellationToken cancellationToken)
    {
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        if (tools.Address.Database is { } only)
        {
            if (!facts.Databases.TryGetValue(only, out var database))
                throw new PluginException(PluginExit.Failed, $"the server has no database '{only}'");
            return await OfAsync(tools, database, cancellationToken);
        }

        var all = new JsonObject();
        foreach (var name in Backup.Chosen(facts))
            all[name] = await OfAsync(tools, facts.Databases[name], cancellationToken);
        return new JsonObject { ["databases"] = all };
    }

    private static async Task<JsonObject> OfAsync(
        Tools tools, Database database, CancellationToken cancellationToken)
    {
        var content = await Psql.RunAsync(tools, database.Name, FingerprintQuery.Text, cancellationToken);
        var relations = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var line in content.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var row = JsonNode.Parse(line)!.AsArray();
            relations[row[0]!.GetValue<string>()] = row[1]!.DeepClone();
        }

        return new JsonObject
        {
            ["content"] = new JsonObject(
                relations.Select(relation => KeyValuePair.Create(relation.Key, (JsonNode?)relation.Value))),
            ["schema"] = await SchemaDigest.TakeAsync(tools, database.Name, cancellationToken),
            // Its owner, settings and rights, as the restore would write them.
            ["database"] = SchemaDigest.Of(
                new PresentShape(database).Settle("").Append(new PresentShape(database).Create(""))),
        };
    }
}
