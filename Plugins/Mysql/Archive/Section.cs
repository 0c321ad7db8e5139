namespace Shield.Plugins.Mysql.Archive;

/// <summary>The parts of an archive, by the word that begins each.</summary>
internal static class Section
{
    /// <summary>What makes the database, for whoever restores without this program.</summary>
    public const string Prelude = "prelude";

    /// <summary>Tables and sequences with their content.</summary>
    public const string Tables = "tables";

    public const string Routines = "routines";
    public const string Views = "views";
    public const string Triggers = "triggers";
    public const string Events = "events";

    /// <summary>The digest of everything before.</summary>
    public const string End = "end";
}
