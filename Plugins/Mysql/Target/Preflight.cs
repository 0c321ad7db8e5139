using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Everything that would make a restore fail and can be known before it begins, said at
/// once.</summary>
internal static class Preflight
{
    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    /// <param name="call">Gets the warnings.</param>
    /// <param name="tools">Reach the server.</param>
    /// <param name="facts">About the server.</param>
    /// <param name="wanted">Databases of the archive, each with the place it is to have.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PluginException">The restore cannot succeed.</exception>
    public static async Task CheckAsync(
        PluginCall call, Tools tools, ServerFacts facts,
        IReadOnlyList<(ArchivedDatabase Database, string Name)> wanted, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var (database, name) in wanted)
        {
            faults.AddRange(Rights.MissingToReplace(facts, name));
            faults.AddRange(Rights.MissingToRead(facts, name));
            var present = facts.Databases.ContainsKey(name)
                ? await Content.AskAsync(tools, name, cancellationToken) : null;
            faults.AddRange(Rights.MissingToDefine(
                facts, [.. database.Definers, .. present?.Definers ?? Nobody],
                database.NeedsTrust || present?.NeedsTrust == true));
            var others = (present?.ForeignKeysOfOthers ?? [])
                .Where(key => !RestoreName.IsOne(key.Split('.')[0]));
            if (others.ToList() is { Count: > 0 } keys)
                faults.Add($"tables of other databases refer to tables of '{name}' by foreign keys, and "
                    + "would "
                    + $"refer to the former ones: {Names.Listed(keys)}; drop these keys first");
        }

        if (faults.Count > 0)
            throw new PluginException(PluginExit.Failed, string.Join('\n', faults.Distinct()));
        await WarnAsync(call, tools, wanted, cancellationToken);
    }

    private static async Task WarnAsync(
        PluginCall call, Tools tools, IReadOnlyList<(ArchivedDatabase Database, string Name)> wanted,
        CancellationToken cancellationToken)
    {
        var definers = wanted.SelectMany(one => one.Database.Definers).Distinct().ToList();
        if (definers.Count > 0) call.Say(await AboutAsync(tools, definers, cancellationToken));
        foreach (var (database, name) in wanted.Where(one => one.Database.Shape.Name != one.Name))
            call.Say($"warning: what in views, routines, triggers and events names '{database.Shape.Name}' "
                + "goes "
                + $"on meaning that database, and not '{name}'");
    }

    private static async Task<string> AboutAsync(
        Tools tools, IReadOnlyList<string> definers, CancellationToken cancellationToken)
    {
        var end = await Client.TryAsync(
            tools, null, "SELECT JSON_ARRAY(CONCAT(User, '@', Host)) FROM mysql.user;", cancellationToken);
        if (end.ExitCode != 0)
            return "mysql_user may not read mysql.user, so see to it that these accounts exist, as whom "
                + "views, "
                + $"routines, triggers and events act: {Names.Listed(definers)}";
        var accounts = Client.Rows(end.Output).Select(row => row[0]!.GetValue<string>()).ToHashSet();
        var missing = definers.Where(definer => !accounts.Contains(definer)).ToList();
        return missing.Count == 0
            ? $"views, routines, triggers and events act as {Names.Listed(definers)}"
            : $"warning: the server has no account {Names.Listed(missing)}, as whom views, routines, "
                + "triggers "
                + "or events of the archive act: they are restored, but fail when they are used (ERROR 1449) "
                + "until you CREATE USER and GRANT what they need";
    }
}
