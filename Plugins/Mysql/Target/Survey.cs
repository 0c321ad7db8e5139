using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Target;

/// <summary>What in a database a dump cannot write, or writes with a loss.</summary>
internal static class Survey
{
    /// <exception cref="PluginException">Something cannot be read; the message says all of it.</exception>
    public static async Task ThrowIfUnreadableAsync(
        Tools tools, ServerFacts facts, IEnumerable<(string Name, Content Content)> databases,
        DumpOptions options, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var (name, content) in databases)
            faults.AddRange(await FaultsAsync(tools, facts, name, content, options, cancellationToken));
        if (faults.Count > 0)
            throw new PluginException(PluginExit.Failed, string.Join('\n', faults.Distinct()));
    }

    /// <summary>What cannot be read.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(
        Tools tools, ServerFacts facts, string database, Content content, DumpOptions options,
        CancellationToken cancellationToken)
    {
        string[] missing = [.. Rights.MissingToRead(facts, database)];
        if (missing.Length > 0) return missing;
        var broken = await BrokenViews.FindAsync(
            tools, database,
            [.. content.Views.Where(view => !options.IgnoredTables.Contains($"{database}.{view}"))],
            cancellationToken);
        return broken.Count == 0 ? [] :
        [
            $"views of database '{database}' refer to what is gone, or act as accounts that are: "
            + $"{Names.Listed(broken)}; drop or repair them, or leave them out: mysql_options "
            + $"--ignore-table={database}.{broken[0]}",
        ];
    }

    /// <summary>What is not, or not quite, in an archive.</summary>
    public static IEnumerable<string> Warnings(
        Tools tools, ServerFacts facts, string database, Content content, DumpOptions options)
    {
        var loose = content.Tables.Where(table => !table.IsConsistent).Select(table => table.Name).ToList();
        if (loose.Count > 0 && !options.LocksAll)
            yield return $"tables of database '{database}' that are not InnoDB are not of one instant, as "
                + $"the others are: {Names.Listed(loose)} (mysql_options --lock-all-tables locks all "
                + "meanwhile)";
        var versioned = content.Tables.Where(table => table.IsVersioned).Select(table => table.Name).ToList();
        if (versioned.Count > 0 && !DatabaseDump.KnowsHistory(tools, facts))
            yield return $"former versions of rows are not in the archive: {Names.Listed(versioned)} of "
                + "database "
                + $"'{database}' (needs MariaDB 10.11 or later, server and client)";
        if (content.FloatColumns.Count > 0)
            yield return $"columns of type FLOAT are written with six digits: "
                + $"{Names.Listed(content.FloatColumns)}"
                + $" of database '{database}' (DOUBLE and DECIMAL are exact)";
        if (content.ForeignKeysOfOthers.Concat(content.ForeignKeysToOthers).ToList() is { Count: > 0 } keys)
            yield return $"foreign keys go over the border of database '{database}': {Names.Listed(keys)}; a "
                + "restore is refused while tables of other databases refer to it";
    }
}
