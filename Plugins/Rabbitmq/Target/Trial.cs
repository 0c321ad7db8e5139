using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Rabbitmq.Messages;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Target;

/// <summary>Imports what is wanted into virtual hosts that nobody uses, to see whether the server takes it,
/// before anything of others is changed.</summary>
internal static class Trial
{
    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(3);

    /// <exception cref="PluginException">The server does not take it, or makes something else of
    /// it.</exception>
    public static async Task RunAsync(
        PluginCall call, ManagementApi api, Plan plan, CancellationToken cancellationToken)
    {
        var names = plan.Definitions.Vhosts.ToDictionary(
            vhost => vhost, _ => TemporaryName.Create(call.Clock));
        // Parameters make shovels and federation links run; users and permissions are not for a trial.
        var definitions = plan.Definitions.Where((section, _) => section == Section.Vhosts
            || section == Section.Policies || section == Section.Queues || section == Section.Exchanges
            || section == Section.Bindings).Renamed(names);
        try
        {
            await api.ImportAsync(definitions, cancellationToken);
            var exported = await ExportAsync(api, names.Values, cancellationToken);
            if (Difference.Faults(definitions, exported).FirstOrDefault() is { } fault)
                throw new PluginException(
                    PluginExit.Failed, "this server would make something else of the archive; in a trial, "
                    + fault);
            if (plan.Queues.Count > 0) await ConnectAsync(api, names.Values.First(), cancellationToken);
        }
        finally
        {
            await RemoveAsync(call, api, names.Values);
        }
    }

    /// <summary>Removes what earlier trials left when they were killed.</summary>
    public static async Task RemoveLeftoversAsync(
        PluginCall call, ManagementApi api, CancellationToken cancellationToken)
    {
        var vhosts = await api.AskAsync("vhosts?columns=name", "list virtual hosts", cancellationToken);
        foreach (var name in vhosts.AsArray().Select(vhost => vhost!["name"]!.GetValue<string>())
            .Where(name => TemporaryName.IsLeft(name, call.Clock)))
            await api.DeleteVhostAsync(name, cancellationToken);
        var exchanges = await api.AskAsync(
            "exchanges?columns=name,vhost", "list exchanges", cancellationToken);
        foreach (var exchange in exchanges.AsArray()
            .Where(exchange => TemporaryName.IsLeft(exchange!["name"]!.GetValue<string>(), call.Clock)))
        {
            var (vhost, name) = (Escaped(exchange!["vhost"]!), Escaped(exchange["name"]!));
            await api.DoAsync(
                HttpMethod.Delete, $"exchanges/{vhost}/{name}", null, "delete an exchange",
                cancellationToken);
        }
    }

    private static string Escaped(JsonNode text) => Uri.EscapeDataString(text.GetValue<string>());

    private static async Task<DefinitionSet> ExportAsync(
        ManagementApi api, IEnumerable<string> vhosts, CancellationToken cancellationToken)
    {
        var wanted = vhosts.ToHashSet();
        var all = await api.ExportRawAsync(cancellationToken);
        return all.Where((section, entry) => section.VhostMember is { } member
            && wanted.Contains(entry[member]!.GetValue<string>()));
    }

    private static async Task ConnectAsync(
        ManagementApi api, string vhost, CancellationToken cancellationToken)
    {
        await using var connection = await Broker.ConnectAsync(api.Settings, vhost, cancellationToken);
        await connection.CloseAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Also when the restore was stopped.</summary>
    private static async Task RemoveAsync(PluginCall call, ManagementApi api, IEnumerable<string> vhosts)
    {
        using var deadline = new CancellationTokenSource(RemovalPatience, call.Clock);
        try
        {
            foreach (var vhost in vhosts) await api.DeleteVhostAsync(vhost, deadline.Token);
        }
        catch (Exception e) when (e is PluginException or OperationCanceledException)
        {
            call.Say("warning: a virtual host of a trial could not be removed; a later restore does it");
        }
    }
}
