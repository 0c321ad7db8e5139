using Shield.Plugins.Rabbitmq.Archive;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Target;

/// <summary>What of an archive is to be on the server, and where.</summary>
/// <param name="Definitions">What is to be there, with the names that virtual hosts get.</param>
/// <param name="Vhosts">From the names in the archive to those on the server.</param>
/// <param name="Queues">Whose messages are to be restored; the names are those in the archive.</param>
/// <param name="Remarks">What is left out, for people.</param>
internal sealed record Plan(
    DefinitionSet Definitions, IReadOnlyDictionary<string, string> Vhosts, IReadOnlyList<QueueEnd> Queues,
    IReadOnlyList<string> Remarks)
{
    /// <param name="archive">What was received.</param>
    /// <param name="settings">What is wanted of it.</param>
    /// <param name="account">Who we are: this account is never touched.</param>
    /// <param name="present">What the server has.</param>
    /// <exception cref="PluginException">The archive does not have what is wanted.</exception>
    public static Plan Of(StagedArchive archive, Settings settings, Account account, DefinitionSet present)
    {
        var names = Names(archive, settings.Vhost);
        var remarks = new List<string>();
        var chosen = archive.Definitions.WithoutTemporary().Where((section, entry) =>
            section.VhostMember is { } member
                ? names.ContainsKey(entry[member]!.GetValue<string>())
                : settings.Vhost is null);
        chosen = WithoutUsers(chosen, settings, account, remarks);
        chosen = WithoutPermissions(chosen, names, present, remarks);
        var queues = archive.Queues.Where(q => names.ContainsKey(q.Vhost) && q.Messages > 0).ToList();
        if (queues.Count > 0 && !settings.Messages)
        {
            remarks.Add($"the {queues.Sum(q => q.Messages)} messages of the archive are left out, since "
                + $"'{RabbitmqFields.Messages}' is not set");
            queues = [];
        }

        return new Plan(chosen.Renamed(names), names, queues, remarks);
    }

    private static Dictionary<string, string> Names(StagedArchive archive, string? wanted)
    {
        var vhosts = archive.Definitions.Vhosts.Where(vhost => !TemporaryName.Is(vhost)).ToList();
        if (wanted is null && archive.Manifest.Vhost is { } only)
            throw new PluginException(
                PluginExit.Failed,
                $"the archive holds one virtual host, '{only}': say in {RabbitmqFields.Vhost} which "
                + "one it is to become");
        if (wanted is null) return vhosts.ToDictionary(vhost => vhost);
        if (archive.Manifest.Vhost is not null && vhosts is [var single])
            return new() { [single] = wanted };
        return vhosts.Contains(wanted) ? new() { [wanted] = wanted } : throw new PluginException(
            PluginExit.Failed,
            $"the archive has no virtual host '{wanted}'; it has "
            + string.Join(", ", vhosts.Select(vhost => $"'{vhost}'")));
    }

    private static DefinitionSet WithoutUsers(
        DefinitionSet chosen, Settings settings, Account account, List<string> remarks)
    {
        var users = chosen.Of(Section.Users).Select(user => user["name"]!.GetValue<string>()).ToList();
        if (users.Count == 0) return chosen;
        if (!settings.Users)
        {
            remarks.Add($"users stay as they are, since '{RabbitmqFields.Users}' is not set");
        }
        else if (users.Contains(account.Name))
        {
            remarks.Add($"user '{account.Name}' stays as it is, since the restore needs it");
        }

        return chosen.Where((section, entry) => section != Section.Users
            || (settings.Users && entry["name"]!.GetValue<string>() != account.Name));
    }

    /// <summary>A virtual host of another name keeps its own; one for a user that is missing cannot
    /// be.</summary>
    private static DefinitionSet WithoutPermissions(
        DefinitionSet chosen, Dictionary<string, string> names, DefinitionSet present, List<string> remarks)
    {
        var users = present.Of(Section.Users).Concat(chosen.Of(Section.Users))
            .Select(user => user["name"]!.GetValue<string>()).ToHashSet();
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var kept = chosen.Where((section, entry) =>
        {
            if (section != Section.Permissions && section != Section.TopicPermissions) return true;
            var vhost = entry["vhost"]!.GetValue<string>();
            if (names[vhost] != vhost) return false;
            var user = entry["user"]!.GetValue<string>();
            if (!users.Contains(user)) missing.Add(user);
            return users.Contains(user);
        });
        if (missing.Count > 0)
            remarks.Add("warning: permissions are left out for users that the server does not have: "
                + string.Join(", ", missing.Select(user => $"'{user}'")));
        return kept;
    }
}
