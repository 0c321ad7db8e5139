namespace Shield.Plugins.Postgres.Server;

/// <summary>Values in SQL that psql reads from its standard input.</summary>
internal static class Sql
{
    /// <summary>A name, whatever is in it.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text, whatever is in it, and whatever the database says about backslashes.</summary>
    public static string Text(string text) =>
        "E'" + text
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>Texts, for <c>IN</c>.</summary>
    public static string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));
}
