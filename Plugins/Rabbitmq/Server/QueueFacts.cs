using System.Globalization;
using System.Text.Json.Nodes;
using Shield.Plugins.Rabbitmq.Definitions;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>A queue as the server has it now.</summary>
/// <param name="Vhost">Its virtual host.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unacknowledged">How many messages are with consumers, as of a few seconds ago.</param>
/// <param name="Obstacle">Why its messages cannot be backed up; null when they can.</param>
internal sealed record QueueFacts(string Vhost, string Name, long Unacknowledged, string? Obstacle)
{
    private const string Columns =
        "name,vhost,type,arguments,effective_policy_definition,messages_unacknowledged";

    /// <summary>From this version on a quorum queue has a delivery limit where nothing is said.</summary>
    private const int LimitedSinceMajor = 4;

    private const int UsualLimit = 20;

    public override string ToString() => $"'{Name}' of virtual host '{Vhost}'";

    /// <summary>The queues of the definitions whose messages are to be backed up.</summary>
    public static async Task<IReadOnlyList<QueueFacts>> AskAsync(
        ManagementApi api, DefinitionSet definitions, CancellationToken cancellationToken)
    {
        var version = await api.VersionAsync(cancellationToken);
        var all = await api.AskAsync($"queues?columns={Columns}", "list queues", cancellationToken);
        var named = definitions.Of(Section.Queues).Select(KeyOf).ToHashSet();
        return
        [
            .. all.AsArray().Select(queue => queue!.AsObject())
                .Where(queue => named.Contains(KeyOf(queue)))
                .Where(queue => !api.Settings.LeavesOut(queue["name"]!.GetValue<string>()))
                .Select(queue => Of(queue, version))
                .OrderBy(queue => queue.Vhost, StringComparer.Ordinal)
                .ThenBy(queue => queue.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Those whose messages cannot be backed up, with why and what to do.</summary>
    public static IEnumerable<string> Obstacles(IEnumerable<QueueFacts> queues) =>
        queues.Where(queue => queue.Obstacle is not null).Select(queue =>
            $"the messages of queue {queue} cannot be backed up, since {queue.Obstacle}: name it in "
            + RabbitmqFields.MessagesExclude);

    private static (string, string) KeyOf(JsonObject queue) =>
        (queue["vhost"]!.GetValue<string>(), queue["name"]!.GetValue<string>());

    private static QueueFacts Of(JsonObject queue, string version)
    {
        var (vhost, name) = KeyOf(queue);
        var arguments = queue["arguments"] as JsonObject;
        var type = queue["type"]?.GetValue<string>() ?? arguments?["x-queue-type"]?.GetValue<string>();
        var unacknowledged = queue["messages_unacknowledged"] is JsonValue known
            && known.TryGetValue<long>(out var count) ? count : 0;
        return new QueueFacts(vhost, name, unacknowledged, type switch
        {
            "stream" => "it is a stream",
            "quorum" when LimitOf(queue, arguments, version) is >= 0 and var limit =>
                $"it has a delivery limit of {limit}, and each backup would count as a delivery",
            "quorum" when arguments?["x-single-active-consumer"]?.ToString() == "true" =>
                "it is a quorum queue with a single active consumer",
            _ => null,
        });
    }

    private static long LimitOf(JsonObject queue, JsonObject? arguments, string version)
    {
        // Where no policy applies it is an empty list.
        var policy = queue["effective_policy_definition"] as JsonObject;
        JsonNode?[] said = [arguments?["x-delivery-limit"], policy?["delivery-limit"]];
        long[] limits = [.. said.OfType<JsonValue>().Select(limit => limit.GetValue<long>())];
        if (limits.Length > 0) return limits.Any(limit => limit < 0) ? -1 : limits.Min();
        var first = version.Split('.')[0];
        return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && major >= LimitedSinceMajor ? UsualLimit : -1;
    }
}
