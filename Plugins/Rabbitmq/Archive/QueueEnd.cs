using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Archive;

/// <summary>The messages of one queue in an archive.</summary>
/// <param name="Folder">Where its parts lie, such as <c>messages/0001</c>.</param>
/// <param name="Vhost">The queue's virtual host.</param>
/// <param name="Name">The queue's name.</param>
/// <param name="Messages">How many there are.</param>
/// <param name="Bytes">Of all parts together.</param>
internal sealed record QueueEnd(string Folder, string Vhost, string Name, long Messages, long Bytes)
{
    public JsonObject ToJson() => new()
    {
        ["folder"] = Folder,
        ["vhost"] = Vhost,
        ["name"] = Name,
        ["messages"] = Messages,
        ["bytes"] = Bytes,
    };

    public static QueueEnd Of(JsonNode node) => new(
        node["folder"]!.GetValue<string>(), node["vhost"]!.GetValue<string>(),
        node["name"]!.GetValue<string>(), node["messages"]!.GetValue<long>(),
        node["bytes"]!.GetValue<long>());
}
