using Shield.Plugins.Rabbitmq.Archive;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Rabbitmq.Messages;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Target;

/// <summary>Restores an archive that was received whole: tries it, imports it, and looks whether the server
/// now has what the archive has.</summary>
internal sealed class Restore(PluginCall call, ManagementApi api)
{
    private const string Unchanged = "nothing was changed";
    private const int NamedMax = 10;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        call.EnlargeInput();
        StagedArchive? archive = null;
        try
        {
            Account account;
            DefinitionSet present;
            Plan plan;
            try
            {
                account = await Account.AskAsync(api, cancellationToken);
                archive = await StagedArchive.ReceiveAsync(call.Input, cancellationToken);
                await Trial.RemoveLeftoversAsync(call, api, cancellationToken);
                present = await api.ExportAsync(cancellationToken);
                plan = Plan.Of(archive, api.Settings, account, present);
                if (!api.Settings.Overwrite) await CheckRoomAsync(plan, present, cancellationToken);
                await Trial.RunAsync(call, api, plan, cancellationToken);
            }
            catch (PluginException e)
            {
                throw new PluginException(e.Exit, $"{e.Message}; {Unchanged}");
            }

            foreach (var remark in plan.Remarks) call.Say(remark);
            var definitions = await ApplyAsync(plan, present, cancellationToken);
            var messages = await WriteMessagesAsync(plan, archive, account, cancellationToken);
            call.Say($"restored: {definitions} virtual hosts, {messages} messages");
        }
        finally
        {
            archive?.Dispose();
        }
    }

    /// <summary>Without overwriting, what exists has to be as in the archive, and queues that get messages
    /// have to be empty.</summary>
    private async Task CheckRoomAsync(Plan plan, DefinitionSet present, CancellationToken cancellationToken)
    {
        var faults = Difference.Conflicts(plan.Definitions, present).ToList();
        var existing = present.Vhosts.ToHashSet();
        await using var connections = new Connections(api.Settings);
        var facts = plan.Queues.Count == 0
            ? []
            : await QueueFacts.AskAsync(api, present, cancellationToken);
        foreach (var queue in plan.Queues.Where(queue => existing.Contains(plan.Vhosts[queue.Vhost])))
        {
            var vhost = plan.Vhosts[queue.Vhost];
            var connection = await connections.OpenAsync(vhost, cancellationToken);
            var ready = await QueueState.ReadyAsync(connection, queue.Name, cancellationToken) ?? 0;
            var known = facts.FirstOrDefault(fact => fact.Vhost == vhost && fact.Name == queue.Name);
            if (ready + (known?.Unacknowledged ?? 0) > 0)
                faults.Add($"queue '{queue.Name}' of virtual host '{vhost}' is not empty, and messages are "
                    + "restored into empty queues only");
        }

        if (faults.Count > 0)
            throw new PluginException(
                PluginExit.Failed,
                $"{Some(faults)}; remove or purge that, or set '{RabbitmqFields.Overwrite}', with which "
                + "a restore deletes the virtual host with all its messages and makes it anew");
    }

    private async Task<int> ApplyAsync(Plan plan, DefinitionSet present, CancellationToken cancellationToken)
    {
        var vhosts = plan.Definitions.Vhosts;
        var anew = api.Settings.Overwrite ? vhosts.Intersect(present.Vhosts).ToList() : [];
        var kept = new Kept(call, api, anew, present);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            foreach (var vhost in anew)
            {
                call.Say($"deleting virtual host '{vhost}' with all its messages, to make it anew");
                await api.DeleteVhostAsync(vhost, cancellationToken);
            }

            // Only a virtual host that is made so lets us in; the import would leave us outside.
            foreach (var vhost in vhosts.Except(present.Vhosts).Concat(anew))
                await api.CreateVhostAsync(vhost, cancellationToken);
            await api.ImportAsync(OwnPermissions(plan, present, anew), cancellationToken);
            await CompareAsync(plan, cancellationToken);
        }
        catch (Exception e) when (e is PluginException or OperationCanceledException)
        {
            var after = anew.Count > 0
                ? await kept.PutBackAsync(cancellationToken)
                : "what was imported before that stays; restore once more";
            if (e is PluginException said) throw new PluginException(said.Exit, $"{said.Message}; {after}");
            call.Say(after);
            throw;
        }

        return vhosts.Count;
    }

    /// <summary>A virtual host that is made anew from one of another name keeps its own
    /// permissions.</summary>
    private static DefinitionSet OwnPermissions(Plan plan, DefinitionSet present, List<string> anew)
    {
        var renamed = plan.Vhosts.Where(names => names.Key != names.Value).Select(names => names.Value)
            .Intersect(anew).ToHashSet();
        var own = present.Where((section, entry) =>
            (section == Section.Permissions || section == Section.TopicPermissions)
            && renamed.Contains(entry["vhost"]!.GetValue<string>()));
        return plan.Definitions.With(own, Section.Permissions, Section.TopicPermissions);
    }

    /// <summary>The import answers that all is well also where it left things as they were.</summary>
    private async Task CompareAsync(Plan plan, CancellationToken cancellationToken)
    {
        var exported = await api.ExportAsync(cancellationToken);
        var faults = Difference.Faults(plan.Definitions, exported).ToList();
        if (faults.Count > 0)
            throw new PluginException(
                PluginExit.Failed, $"the server did not take all of the archive: {Some(faults)}");
        var extras = Difference.Extras(plan.Definitions, exported)
            .Where(extra => !extra.Contains("permission", StringComparison.Ordinal)).ToList();
        if (extras.Count > 0) call.Say($"besides what is in the archive there is: {Some(extras)}");
    }

    private async Task<long> WriteMessagesAsync(
        Plan plan, StagedArchive archive, Account account, CancellationToken cancellationToken)
    {
        var all = 0L;
        await using var connections = new Connections(api.Settings);
        foreach (var queue in plan.Queues)
        {
            var vhost = plan.Vhosts[queue.Vhost];
            try
            {
                var connection = await connections.OpenAsync(vhost, cancellationToken);
                var writer = new QueueWriter(
                    connection, queue.Name, account.Name, account.MayImpersonate, call.Clock);
                await using var lines = archive.OpenMessages(queue);
                all += await writer.WriteAsync(
                    MessageLines.ReadAsync(lines, cancellationToken), cancellationToken);
            }
            catch (Exception e) when (e is PluginException or FormatException)
            {
                throw new PluginException(
                    PluginExit.Failed, $"{e.Message}; all definitions are restored, but messages only up to "
                    + $"queue '{queue.Name}' of virtual host '{vhost}', which may have a part of them: purge "
                    + $"it, or restore once more with '{RabbitmqFields.Overwrite}'");
            }
        }

        return all;
    }

    private static string Some(List<string> lines) =>
        string.Join("; ", lines.Take(NamedMax))
        + (lines.Count > NamedMax ? $"; and {lines.Count - NamedMax} more" : "");
}
