using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Whether a backup and a restore would work, and what is missing; nothing is changed.</summary>
internal static class Validation
{
    public static async Task RunAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        var options = DumpOptions.Of(call.Endpoint);
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        var databases = Backup.Wanted(facts, tools.Address.Database);
        var faults = new List<string>();
        foreach (var name in databases)
        {
            var content = await Content.AskAsync(tools, name, cancellationToken);
            faults.AddRange(await Survey.FaultsAsync(tools, facts, name, content, options,
                cancellationToken));
            faults.AddRange(Rights.MissingToReplace(facts, name));
            faults.AddRange(Rights.MissingToDefine(facts, content.Definers, content.NeedsTrust));
            foreach (var warning in Survey.Warnings(tools, facts, name, content, options))
                call.Say($"warning: {warning}");
            if (content.Triggers.Count > 0)
                call.Say($"a restore of '{name}' moves all tables at once; its triggers are missing for a "
                    + "moment "
                    + "before that, and its views and routines for a moment after");
        }

        var left = await LeftOvers.FindAsync(tools, facts, cancellationToken);
        foreach (var name in left.Staged)
            call.Say($"{name} is left of a restore that did not end; the next restore removes it");
        foreach (var (name, place) in left.Replaced)
            call.Say($"{name} is left of a restore of '{place}' that did not end, and has what was there "
                + "before");
        if (faults.Count > 0)
            throw new PluginException(PluginExit.Failed, string.Join('\n', faults.Distinct()));
        call.Say($"{tools.Address.Where} is {(facts.IsMaria ? "MariaDB" : "MySQL")} {facts.Version}, and "
            + $"{tools.Address.User} can back up and restore {Names.Listed(databases)}");
    }
}
