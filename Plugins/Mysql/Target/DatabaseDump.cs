using System.Text;
using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Writes one database into an archive.</summary>
internal sealed class DatabaseDump(
    PluginCall call, Tools tools, ServerFacts facts, DumpOptions options, ArchiveWriter archive)
{
    /// <summary>What a statement has around the row.</summary>
    private const int StatementBytes = 4096;

    public async Task WriteAsync(
        int place, Header header, Content content, CancellationToken cancellationToken)
    {
        var shape = header.Databases[place].Shape;
        archive.Begin(Section.Prelude, place);
        archive.Write(Encoding.UTF8.GetBytes(Prelude(shape, header.IsAll)));
        bool IsWanted(string table) => !options.IgnoredTables.Contains($"{shape.Name}.{table}");
        if (content.Tables.Where(table => IsWanted(table.Name)).ToList() is { Count: > 0 } tables)
        {
            var withHistory = KnowsHistory(tools, facts) && tables.Exists(table => table.IsVersioned);
            await DumpAsync(
                Section.Tables, place, options.ForTables(tools.Programs, withHistory), shape.Name,
                // Nothing is named where nothing is left out.
                content.Views.Count == 0 && tables.Count == content.Tables.Count
                    ? [] : [.. tables.Select(table => table.Name)],
                content.SequenceDefaults.Count > 0, cancellationToken);
        }

        foreach (var (section, arguments, names) in Dump.Definitions(tools.Programs, content, IsWanted))
            await DumpAsync(section, place, arguments, shape.Name, names, false, cancellationToken);
    }

    /// <summary>Whether former versions of rows are in an archive.</summary>
    public static bool KnowsHistory(Tools tools, ServerFacts facts) =>
        tools.Programs.KnowsHistory && facts.KnowsHistory;

    /// <summary>For whoever restores by hand: a restore of this program passes it over.</summary>
    private static string Prelude(Database shape, bool isAll)
    {
        // Comments are not taken along by hand: a server that does not know them would stop here.
        var words = shape.Shape(withComment: false);
        return isAll
            ? $"CREATE DATABASE IF NOT EXISTS {Sql.Name(shape.Name)} {words};\nUSE {Sql.Name(shape.Name)};\n"
            : $"ALTER DATABASE {words};\n";
    }

    private async Task DumpAsync(
        string section, int place, IReadOnlyList<string> arguments, string database,
        IReadOnlyList<string> names, bool hasSequences, CancellationToken cancellationToken)
    {
        archive.Begin(section, place);
        var copy = new DumpCopy(archive.Write, hasSequences ? Sql.Name(database) : null);
        await Dump.RunAsync(tools, arguments, database, names, copy, cancellationToken);
        if (copy.LongestLine + StatementBytes > facts.PacketBytesMax)
            call.Say($"warning: a row of database '{database}' takes {copy.LongestLine} bytes as SQL, more "
                + "than "
                + $"max_allowed_packet of this server ({facts.PacketBytesMax}): raise it before a restore");
    }
}
