using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Rabbitmq.Messages;
using Shield.Plugins.Rabbitmq.Server;

namespace Shield.Plugins.Rabbitmq.Target;

/// <summary>Counts and digests of definitions, and counts of messages where asked. The name of a single
/// virtual host does not count: it may be restored under another one.</summary>
internal static class Fingerprint
{
    public static async Task<JsonObject> TakeAsync(ManagementApi api, CancellationToken cancellationToken)
    {
        await Account.AskAsync(api, cancellationToken);
        var definitions = await api.ExportChosenAsync(cancellationToken);
        var one = api.Settings.Vhost is not null;
        var result = new JsonObject();
        foreach (var section in Section.All.Where(section => !one || section.VhostMember is not null))
            result[section.Name] = Of(
                [.. definitions.Of(section).Select(entry => Text(entry, section, one))]);
        if (!api.Settings.Messages) return result;
        await using var connections = new Connections(api.Settings);
        var counts = new List<string>();
        var all = 0L;
        foreach (var queue in await QueueFacts.AskAsync(api, definitions, cancellationToken))
        {
            var connection = await connections.OpenAsync(queue.Vhost, cancellationToken);
            var ready = await QueueState.ReadyAsync(connection, queue.Name, cancellationToken) ?? 0;
            all += ready;
            counts.Add(Canonical.Text(new JsonArray(one ? "" : queue.Vhost, queue.Name, ready)));
        }

        var messages = Of(counts);
        messages["ready"] = all;
        result["messages"] = messages;
        return result;
    }

    private static string Text(JsonObject entry, Section section, bool one)
    {
        var copy = entry.DeepClone().AsObject();
        if (one) copy.Remove(section.VhostMember!);
        return Canonical.Text(copy);
    }

    private static JsonObject Of(List<string> lines)
    {
        lines.Sort(StringComparer.Ordinal);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return new JsonObject { ["count"] = lines.Count, ["sha256"] = Convert.ToHexStringLower(digest) };
    }
}
