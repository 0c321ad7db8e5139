using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Databases;

/// <summary>What is in a database, by name.</summary>
internal sealed class Content
{
    private static readonly string[] Defined = ["view", "trigger", "event", "routine"];

    private readonly ILookup<string, JsonArray> _rows;

    private Content(IEnumerable<JsonArray> rows) => _rows = rows.ToLookup(row => Text(row, 0));

    /// <summary>Tables and sequences, in the order of their names.</summary>
    public IReadOnlyList<Table> Tables =>
        [.. _rows["table"].Select(row => new Table(Text(row, 1), Text(row, 2), Text(row, 3)))];

    /// <summary>Views.</summary>
    public IReadOnlyList<string> Views => Names("view");

    /// <summary>Triggers, each with its table.</summary>
    public IReadOnlyList<(string Name, string Table)> Triggers =>
        [.. _rows["trigger"].Select(row => (Text(row, 1), Text(row, 3)))];

    /// <summary>Events.</summary>
    public IReadOnlyList<string> Events => Names("event");

    /// <summary>Procedures, functions and packages, each with what it is.</summary>
    public IReadOnlyList<(string Name, string Kind)> Routines =>
        [.. _rows["routine"].Select(row => (Text(row, 1), Text(row, 3)))];

    /// <summary>Who views, triggers, events and routines act as.</summary>
    public IReadOnlySet<string> Definers =>
        Defined.SelectMany(kind => _rows[kind])
            .Select(row => Text(row, 2)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a server with a binary log distrusts who makes it.</summary>
    public bool NeedsTrust => Triggers.Count > 0 || Routines.Any(routine => routine.Kind != "PROCEDURE");

    /// <summary>Foreign keys between this database and others, in words.</summary>
    public IReadOnlyList<string> ForeignKeysOfOthers => Names("from");

    /// <summary>The same in the other direction.</summary>
    public IReadOnlyList<string> ForeignKeysToOthers => Names("to");

    /// <summary>Columns whose values a dump rounds.</summary>
    public IReadOnlyList<string> FloatColumns => Names("float");

    /// <summary>Columns that take their values from a sequence of this database.</summary>
    public IReadOnlyList<(string Table, string Column, string Value)> SequenceDefaults =>
        [.. _rows["nextval"].Select(row => (Text(row, 1), Text(row, 2), Text(row, 3)))];

    /// <summary>Asks for it.</summary>
    public static async Task<Content> AskAsync(
        Tools tools, string database, CancellationToken cancellationToken) =>
        new(await Client.AskAsync(tools, ContentQuery.Of(database), cancellationToken));

    private static string Text(JsonArray row, int place) => row[place]?.GetValue<string>() ?? "";

    private List<string> Names(string kind) => [.. _rows[kind].Select(row => Text(row, 1))];
}
