using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Target;

/// <summary>How things are removed.</summary>
internal static class Drop
{
    public static string Database(string name) => $"DROP DATABASE IF EXISTS {Sql.Name(name)};";

    public static string Trigger(string database, string name) =>
        $"DROP TRIGGER IF EXISTS {Sql.Name(database, name)};";

    public static string View(string database, string name) =>
        $"DROP VIEW IF EXISTS {Sql.Name(database, name)};";

    /// <summary>Views, routines and events. Packages take their bodies along.</summary>
    public static IEnumerable<string> Definitions(string database, Content content) =>
        content.Views.Select(view => View(database, view))
            .Concat(content.Routines.Where(routine => routine.Kind != "PACKAGE BODY")
                .SelectMany(routine => Routine(database, routine.Name, routine.Kind)))
            .Concat(content.Events.Select(e => $"DROP EVENT IF EXISTS {Sql.Name(database, e)};"));

    // Packages are no word of the usual dialect.
    private static IEnumerable<string> Routine(string database, string name, string kind)
    {
        var drop = $"DROP {kind} IF EXISTS {Sql.Name(database, name)};";
        return kind == "PACKAGE" ? ["SET SESSION sql_mode = 'ORACLE';", drop, "SET SESSION sql_mode = "
            + "DEFAULT;"] : [drop];
    }
}
