using System.Text.Json.Nodes;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Rabbitmq.Messages;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Target;

/// <summary>Whether a backup and a restore would work, and what is missing; nothing is changed.</summary>
internal static class Validation
{
    private static readonly string[] Permissions = ["configure", "write", "read"];

    public static async Task RunAsync(PluginCall call, ManagementApi api, CancellationToken cancellationToken)
    {
        var account = await Account.AskAsync(api, cancellationToken);
        var version = await api.VersionAsync(cancellationToken);
        var definitions = await api.ExportChosenAsync(cancellationToken);
        var faults = new List<string>();
        if (api.Settings.Messages)
        {
            faults.AddRange(MissingPermissions(account, definitions));
            faults.AddRange(QueueFacts.Obstacles(
                await QueueFacts.AskAsync(api, definitions, cancellationToken)));
            faults.AddRange(await UnreachableAsync(api.Settings, definitions, cancellationToken));
        }

        if (faults.Count > 0) throw new PluginException(PluginExit.Failed, string.Join('\n', faults));
        var queues = definitions.Of(Section.Queues).Count();
        call.Say($"RabbitMQ {version}: {definitions.Vhosts.Count} virtual hosts with {queues} queues"
            + (api.Settings.Messages ? "; their messages can be read" : "; messages are not backed up"));
        if (api.Settings.Overwrite)
            call.Say($"warning: '{RabbitmqFields.Overwrite}' is set: a restore deletes each virtual host of "
                + "the archive with all messages in it, and makes it anew");
    }

    private static IEnumerable<string> MissingPermissions(Account account, DefinitionSet definitions)
    {
        var own = definitions.Of(Section.Permissions)
            .Where(permission => permission["user"]!.GetValue<string>() == account.Name)
            .ToDictionary(permission => permission["vhost"]!.GetValue<string>());
        foreach (var vhost in definitions.Vhosts)
        {
            if (!own.TryGetValue(vhost, out var permission)
                || Permissions.Any(name => !IsAll(permission[name])))
                yield return $"'{account.Name}' may not do everything in virtual host '{vhost}', and "
                    + $"messages need it: `rabbitmqctl set_permissions -p '{vhost}' {account.Name} '.*' '.*' "
                    + "'.*'`";
        }
    }

    private static bool IsAll(JsonNode? pattern) =>
        pattern?.GetValue<string>() is ".*" or "^.*" or "^.*$" or ".*$";

    private static async Task<IReadOnlyList<string>> UnreachableAsync(
        Settings settings, DefinitionSet definitions, CancellationToken cancellationToken)
    {
        try
        {
            await using var connections = new Connections(settings);
            foreach (var vhost in definitions.Vhosts)
                await connections.OpenAsync(vhost, cancellationToken);
            return [];
        }
        catch (PluginException e)
        {
            return [e.Message];
        }
    }
}
