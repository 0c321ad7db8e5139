using System.Text.Json;
using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Archive;

/// <summary>The first member of an archive.</summary>
/// <param name="ServerVersion">Which RabbitMQ it is from.</param>
/// <param name="Vhost">The one virtual host; null when it is of all.</param>
/// <param name="HasMessages">Whether messages were asked for.</param>
internal sealed record Manifest(string ServerVersion, string? Vhost, bool HasMessages)
{
    public const string Name = "manifest.json";

    private const string Format = "shield-rabbitmq";
    private const int Version = 1;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["format"] = Format,
            ["version"] = Version,
            ["rabbitmq_version"] = ServerVersion,
            ["vhost"] = Vhost,
            ["messages"] = HasMessages,
        },
        ArchiveJson.Default.JsonObject);

    public static Manifest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var root = JsonNode.Parse(json)!.AsObject();
            if (root["format"]?.GetValue<string>() != Format) throw NoArchive();
            if (root["version"]!.GetValue<int>() > Version)
                throw new PluginException(
                    PluginExit.Failed, "the archive was made by a newer version of this plugin");
            return new Manifest(
                root["rabbitmq_version"]!.GetValue<string>(), root["vhost"]?.GetValue<string>(),
                root["messages"]!.GetValue<bool>());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException
            or FormatException or ArgumentException)
        {
            throw NoArchive();
        }
    }

    public static PluginException NoArchive() =>
        new(PluginExit.Failed, "the input is no archive of this plugin");
}
