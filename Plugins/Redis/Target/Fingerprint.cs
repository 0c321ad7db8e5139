using System.Globalization;
using System.Text.Json.Nodes;
using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Describes what the server holds, whatever the order of its keys and the way in which it packs
/// their values.</summary>
internal static class Fingerprint
{
    public static async Task<JsonObject> TakeAsync(PluginCall call, CancellationToken cancellationToken)
    {
        await using var snapshot = await Snapshot.TakeAsync(call, cancellationToken);
        using var digest = new ContentDigest(call.Clock.GetUtcNow());
        // A server without checksums is believed: nothing is loaded anywhere.
        var summary = RdbWalk.Run(
            new RdbInput(snapshot.Content, null, cancellationToken), digest, isChecksumNeeded: false);
        var databases = new JsonObject();
        foreach (var (number, (keys, expiring)) in digest.Databases.Where(database => database.Key >= 0))
            databases[number.ToString(CultureInfo.InvariantCulture)] =
                new JsonObject { ["keys"] = keys, ["expiring"] = expiring };
        return new JsonObject
        {
            ["databases"] = databases,
            ["libraries"] = summary.Libraries,
            ["digest"] = digest.Text,
        };
    }
}
