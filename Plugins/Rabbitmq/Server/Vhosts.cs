using System.Text.Json.Nodes;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>What the API knows to do with definitions and virtual hosts.</summary>
internal static class Vhosts
{
    /// <summary>All definitions of the server, without what a restore makes for itself.</summary>
    /// <remarks>Before 3.11 the export has no descriptions and tags of virtual hosts, though the import takes
    /// them: they are added.</remarks>
    public static async Task<DefinitionSet> ExportAsync(
        this ManagementApi api, CancellationToken cancellationToken) =>
        (await api.ExportRawAsync(cancellationToken)).WithoutTemporary();

    /// <summary>The same, with all of it.</summary>
    public static async Task<DefinitionSet> ExportRawAsync(
        this ManagementApi api, CancellationToken cancellationToken)
    {
        var exported = await api.AskAsync("definitions", "read the definitions", cancellationToken);
        var vhosts = await api.AskAsync("vhosts", "list virtual hosts", cancellationToken);
        var metadata = vhosts.AsArray().ToDictionary(
            vhost => vhost!["name"]!.GetValue<string>(), vhost => vhost!["metadata"] as JsonObject);
        var all = DefinitionSet.Of(exported, "the answer of the server");
        foreach (var vhost in all.Of(Section.Vhosts).Where(vhost => !vhost.ContainsKey("metadata")))
        {
            if (metadata.GetValueOrDefault(vhost["name"]!.GetValue<string>()) is { Count: > 0 } known
                && IsTelling(known))
                vhost["metadata"] = known.DeepClone();
        }

        return all;
    }

    /// <summary>All, or the one virtual host that the endpoint names.</summary>
    /// <exception cref="PluginException">There is no such virtual host.</exception>
    public static async Task<DefinitionSet> ExportChosenAsync(
        this ManagementApi api, CancellationToken cancellationToken)
    {
        var all = await api.ExportAsync(cancellationToken);
        if (api.Settings.Vhost is not { } vhost) return all;
        return all.Vhosts.Contains(vhost) ? all.Only(vhost) : throw new PluginException(
            PluginExit.Failed,
            $"there is no virtual host '{vhost}': make it with `rabbitmqctl add_vhost`, or correct "
            + $"{RabbitmqFields.Vhost}");
    }

    /// <summary>Which RabbitMQ it is.</summary>
    public static async Task<string> VersionAsync(
        this ManagementApi api, CancellationToken cancellationToken) =>
        (await api.AskAsync("overview?columns=rabbitmq_version", "ask for the version", cancellationToken))
        ["rabbitmq_version"]!.GetValue<string>();

    public static Task ImportAsync(
        this ManagementApi api, DefinitionSet definitions, CancellationToken cancellationToken) =>
        api.DoAsync(
            HttpMethod.Post, "definitions", definitions.Root, "import the definitions", cancellationToken);

    /// <summary>Makes an empty one; our account may do everything in it.</summary>
    public static Task CreateVhostAsync(
        this ManagementApi api, string vhost, CancellationToken cancellationToken) =>
        api.DoAsync(
            HttpMethod.Put, $"vhosts/{Uri.EscapeDataString(vhost)}", new JsonObject(),
            $"make the virtual host '{vhost}'", cancellationToken);

    /// <summary>Deletes one with all its messages; one that is not there is no fault.</summary>
    public static async Task DeleteVhostAsync(
        this ManagementApi api, string vhost, CancellationToken cancellationToken)
    {
        var path = $"vhosts/{Uri.EscapeDataString(vhost)}";
        var what = $"delete the virtual host '{vhost}'";
        if (await api.FindAsync(path, what, cancellationToken) is null) return;
        await api.DoAsync(HttpMethod.Delete, path, null, what, cancellationToken);
    }

    private static bool IsTelling(JsonObject metadata) =>
        metadata["description"]?.GetValue<string>() is { Length: > 0 }
        || metadata["tags"] is JsonArray { Count: > 0 };
}
