using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Shield.Plugins.Rabbitmq.Archive;

/// <summary>How JSON is written without reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
