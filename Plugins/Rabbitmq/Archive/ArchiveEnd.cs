using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Archive;

/// <summary>The last member of an archive: without it the archive was cut.</summary>
/// <param name="Bytes">How many bytes of the archive stand before this member.</param>
/// <param name="Sha256">Their digest, 64 lower-case hexadecimal digits.</param>
/// <param name="Queues">The queues with messages, in the order of their folders.</param>
internal sealed record ArchiveEnd(long Bytes, string Sha256, IReadOnlyList<QueueEnd> Queues)
{
    public const string Name = "end.json";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["bytes"] = Bytes,
            ["sha256"] = Sha256,
            ["queues"] = new JsonArray([.. Queues.Select(queue => queue.ToJson())]),
        },
        ArchiveJson.Default.JsonObject);

    /// <summary>Reads it; null where it is something else.</summary>
    public static ArchiveEnd? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var root = JsonNode.Parse(json)!;
            return new ArchiveEnd(
                root["bytes"]!.GetValue<long>(), root["sha256"]!.GetValue<string>(),
                [.. root["queues"]!.AsArray().Select(queue => QueueEnd.Of(queue!))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException
            or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
