using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>A message as an archive has it: one line of JSON.</summary>
/// <param name="Exchange">Through which it came; empty for the default exchange.</param>
/// <param name="RoutingKey">With which it was published.</param>
/// <param name="Redelivered">Whether somebody had received it before.</param>
/// <param name="Properties">What AMQP's basic class has, headers included.</param>
/// <param name="Payload">The content.</param>
internal sealed record Message(
    string Exchange, string RoutingKey, bool Redelivered, IReadOnlyBasicProperties Properties,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>Writes the line, with its newline.</summary>
    public void WriteTo(ArrayBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("exchange", Exchange);
            json.WriteString("routing_key", RoutingKey);
            json.WriteBoolean("redelivered", Redelivered);
            json.WritePropertyName("properties");
            PropertiesJson.Of(Properties).WriteTo(json);
            json.WriteBase64String("payload", Payload.Span);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is no message.</exception>
    public static Message Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new Message(
                root.GetProperty("exchange").GetString()!, root.GetProperty("routing_key").GetString()!,
                root.GetProperty("redelivered").GetBoolean(),
                PropertiesJson.Read(JsonObject.Create(root.GetProperty("properties"))!),
                root.GetProperty("payload").GetBytesFromBase64());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException
            or OverflowException or ArgumentException or NullReferenceException)
        {
            throw new FormatException("a line of the archive is no message", e);
        }
    }
}
