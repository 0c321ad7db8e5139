namespace Shield.Plugins.Mysql.Server;

/// <summary>Values in SQL.</summary>
internal static class Sql
{
    /// <summary>A name, whatever is in it.</summary>
    public static string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A name in a database.</summary>
    public static string Name(string database, string name) => $"{Name(database)}.{Name(name)}";

    /// <summary>A text, whatever is in it and whatever the session says about backslashes.</summary>
    public static string Text(string text) =>
        $"CONVERT(0x{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))} USING utf8mb4)";

    /// <summary>A text where an expression may not stand.</summary>
    public static string Literal(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "''", StringComparison.Ordinal) + "'";
}
