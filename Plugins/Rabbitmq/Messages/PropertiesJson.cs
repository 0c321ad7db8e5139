using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>The properties of a message as JSON: those that are there, by their names in AMQP.</summary>
internal static class PropertiesJson
{
    public static JsonObject Of(IReadOnlyBasicProperties from)
    {
        var json = new JsonObject();
        if (from.IsContentTypePresent()) json["content_type"] = from.ContentType;
        if (from.IsContentEncodingPresent()) json["content_encoding"] = from.ContentEncoding;
        if (from.IsHeadersPresent()) json["headers"] = TypedValue.TableToJson(from.Headers!);
        if (from.IsDeliveryModePresent()) json["delivery_mode"] = (byte)from.DeliveryMode;
        if (from.IsPriorityPresent()) json["priority"] = from.Priority;
        if (from.IsCorrelationIdPresent()) json["correlation_id"] = from.CorrelationId;
        if (from.IsReplyToPresent()) json["reply_to"] = from.ReplyTo;
        if (from.IsExpirationPresent()) json["expiration"] = from.Expiration;
        if (from.IsMessageIdPresent()) json["message_id"] = from.MessageId;
        if (from.IsTimestampPresent()) json["timestamp"] = from.Timestamp.UnixTime;
        if (from.IsTypePresent()) json["type"] = from.Type;
        if (from.IsUserIdPresent()) json["user_id"] = from.UserId;
        if (from.IsAppIdPresent()) json["app_id"] = from.AppId;
        if (from.IsClusterIdPresent()) json["cluster_id"] = from.ClusterId;
        return json;
    }

    public static BasicProperties Read(JsonObject json)
    {
        var to = new BasicProperties();
        if (json["content_type"] is { } contentType) to.ContentType = contentType.GetValue<string>();
        if (json["content_encoding"] is { } encoding) to.ContentEncoding = encoding.GetValue<string>();
        if (json["headers"] is JsonObject headers) to.Headers = TypedValue.TableFromJson(headers);
        if (json["delivery_mode"] is { } mode) to.DeliveryMode = (DeliveryModes)mode.GetValue<byte>();
        if (json["priority"] is { } priority) to.Priority = priority.GetValue<byte>();
        if (json["correlation_id"] is { } correlation) to.CorrelationId = correlation.GetValue<string>();
        if (json["reply_to"] is { } replyTo) to.ReplyTo = replyTo.GetValue<string>();
        if (json["expiration"] is { } expiration) to.Expiration = expiration.GetValue<string>();
        if (json["message_id"] is { } id) to.MessageId = id.GetValue<string>();
        if (json["timestamp"] is { } time) to.Timestamp = new AmqpTimestamp(time.GetValue<long>());
        if (json["type"] is { } type) to.Type = type.GetValue<string>();
        if (json["user_id"] is { } user) to.UserId = user.GetValue<string>();
        if (json["app_id"] is { } app) to.AppId = app.GetValue<string>();
        if (json["cluster_id"] is { } cluster) to.ClusterId = cluster.GetValue<string>();
        return to;
    }
}
