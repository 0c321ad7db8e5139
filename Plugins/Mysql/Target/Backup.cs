using System.Security.Cryptography;
using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Writes one database, or all of them, as SQL.</summary>
internal static class Backup
{
    private const int TokenDigits = 32;

    public static async Task RunAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        call.EnlargeOutput();
        var options = DumpOptions.Of(call.Endpoint);
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        var all = new List<(ArchivedDatabase Database, Content Content)>();
        foreach (var name in Wanted(facts, tools.Address.Database))
        {
            var content = await Content.AskAsync(tools, name, cancellationToken);
            all.Add((ArchivedDatabase.Of(facts.Databases[name], content), content));
        }

        // All that can be wrong is looked for before the first byte is written.
        await Survey.ThrowIfUnreadableAsync(tools, facts, all.Select(d => (d.Database.Shape.Name, d.Content)),
            options, cancellationToken);
        foreach (var (database, content) in all)
        {
            foreach (var warning in Survey.Warnings(tools, facts, database.Shape.Name, content, options))
                call.Say($"warning: {warning}");
        }

        var header = new Header(
            RandomNumberGenerator.GetHexString(TokenDigits, lowercase: true), facts.Version,
            tools.Programs.Text, tools.Address.Database is null, [.. all.Select(d => d.Database)]);
        using var archive = new ArchiveWriter(call.Output, header);
        archive.WriteHeader();
        for (var place = 0; place < all.Count; place++)
        {
            await new DatabaseDump(call, tools, facts, options, archive)
                .WriteAsync(place, header, all[place].Content, cancellationToken);
        }

        archive.WriteEnd();
    }

    /// <summary>The databases that an endpoint means.</summary>
    /// <exception cref="PluginException">The one that it names is not there.</exception>
    public static IReadOnlyList<string> Wanted(ServerFacts facts, string? only) =>
        only is null ? [.. facts.Chosen]
        : facts.Databases.ContainsKey(only) ? [only]
        : throw new PluginException(
            PluginExit.Failed,
            $"the server has no database '{only}' that mysql_user may see; it has "
                + $"{Names.Listed(facts.Chosen)}");
}
