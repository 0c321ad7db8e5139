using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>Runs the dump program for one part of a database.</summary>
internal static class Dump
{
    /// <summary>Names that go on a command line, together; Linux allows 2 MiB in all.</summary>
    private const int NamesCharsMax = 500_000;

    /// <summary>Runs it.</summary>
    /// <param name="tools">Reach the server.</param>
    /// <param name="options">Which part.</param>
    /// <param name="database">Whose.</param>
    /// <param name="names">Of what; empty for everything.</param>
    /// <param name="copy">Takes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(
        Tools tools, IReadOnlyList<string> options, string database, IReadOnlyList<string> names,
        DumpCopy copy, CancellationToken cancellationToken)
    {
        if (names.Sum(name => (long)name.Length) > NamesCharsMax)
            throw new PluginException(
                PluginExit.Failed, $"database '{database}' has too many tables to name each to the dump "
                    + "program");
        await tools.RunAsync(
            tools.Programs.Dump, [.. options, "--", database, .. names], new ToolInput.Nothing(),
            new ToolOutput.Read((dump, token) =>
            {
                copy.Run(dump, token);
                return Task.CompletedTask;
            }),
            cancellationToken);
        if (!copy.IsComplete)
            throw new PluginException(
                PluginExit.ProgramFailed,
                $"{Path.GetFileName(tools.Programs.Dump)} did not come to its end, though it says that all "
                    + "is "
                + "well");
    }

    /// <summary>The parts that define something: which there are, and how each is asked for.</summary>
    /// <param name="programs">Of which kind.</param>
    /// <param name="content">Of the database.</param>
    /// <param name="isWanted">Which tables and views.</param>
    public static IEnumerable<(string Section, IReadOnlyList<string> Options, IReadOnlyList<string> Names)>
        Definitions(Programs programs, Content content, Func<string, bool> isWanted)
    {
        // Named, so that it does not look at views that may be broken.
        var table = content.Tables.Select(t => t.Name).Where(isWanted).Take(1).ToList();
        if (content.Routines.Count > 0)
            yield return (Section.Routines, DumpOptions.ForRoutines(programs), table);
        if (content.Views.Where(isWanted).ToList() is { Count: > 0 } views)
            yield return (Section.Views, DumpOptions.ForViews(programs), views);
        var triggered = content.Triggers.Select(trigger => trigger.Table).Where(isWanted).Distinct();
        if (triggered.ToList() is { Count: > 0 } tables)
            yield return (Section.Triggers, DumpOptions.ForTriggers(programs), tables);
        if (content.Events.Count > 0)
            yield return (Section.Events, DumpOptions.ForEvents(programs), table);
    }
}
