using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shield.Domain.Plugins;

/// <summary>Which fields of an endpoint say where a secret is sent: those whose name says so, at any depth,
/// and whatever holds a URL.</summary>
/// <remarks>A plugin that nobody knows yet may call its fields anything. One word too many makes somebody
/// type a password again; one too few hands it to a stranger. So ways to be led astray count too: options
/// that are passed on, programs and sockets, and whether the other side is checked.</remarks>
internal static class LocatingFields
{
    private static readonly string[] Words =
    [
        "host", "port", "url", "uri", "addr", "endpoint", "server", "domain", "bucket", "region", "cluster",
        "node", "gateway", "proxy", "socket", "connect", "dsn", "scheme", "protocol", "tls", "ssl", "cert",
        "verif", "insecure", "option", "args", "path", "bin", "command",
    ];

    /// <summary>The locating fields that differ, as paths like <c>master.host</c>.</summary>
    public static IReadOnlyList<string> Changed(JsonNode from, JsonNode to)
    {
        var (old, @new) = (Collect(from), Collect(to));
        return
        [
            .. old.Keys.Union(@new.Keys)
                .Where(path => old.GetValueOrDefault(path) != @new.GetValueOrDefault(path))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool Locates(string name) =>
        Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, string> Collect(JsonNode node)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Visit(node, isLocating: false, found);
        return found;
    }

    private static void Visit(JsonNode? node, bool isLocating, Dictionary<string, string> found)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array) Visit(item, isLocating, found);
                break;
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    if (!SecretFields.IsSecret(name)) Visit(value, isLocating || Locates(name), found);
                }

                break;
            case JsonValue value when isLocating || IsUrl(value):
                found[SecretFields.PathOf(value)] = value.ToJsonString();
                break;
        }
    }

    private static bool IsUrl(JsonValue value) =>
        value.GetValueKind() is JsonValueKind.String
        && value.ToString().Contains("://", StringComparison.Ordinal);
}
