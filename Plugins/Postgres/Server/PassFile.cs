namespace Shield.Plugins.Postgres.Server;

/// <summary>A password file, which libpq reads instead of an argument or a variable.</summary>
/// <remarks>https://www.postgresql.org/docs/current/libpq-pgpass.html</remarks>
internal static class PassFile
{
    /// <summary>The one line of a file that serves one endpoint alone.</summary>
    /// <param name="password">Any text of one line.</param>
    public static string Text(string password) =>
        "*:*:*:*:" + password
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(":", "\\:", StringComparison.Ordinal) + "\n";
}
