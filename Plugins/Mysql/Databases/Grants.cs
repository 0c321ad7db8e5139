using System.Text.RegularExpressions;

namespace Shield.Plugins.Mysql.Databases;

/// <summary>What an account may do, read from the answer of SHOW GRANTS.</summary>
internal sealed partial class Grants
{
    private const string Everything = "ALL PRIVILEGES";

    private readonly List<(HashSet<string> Privileges, string Database, string? Table)> _grants = [];

    /// <summary>Reads them.</summary>
    /// <param name="lines">One statement each.</param>
    /// <param name="isMaria">Whether the server shows what comes by a role as well.</param>
    public static Grants Parse(IEnumerable<string> lines, bool isMaria)
    {
        var grants = new Grants();
        foreach (var line in lines)
        {
            var match = Statement().Match(line);
            if (!match.Success)
            {
                grants.IsIncomplete |= !isMaria && line.StartsWith("GRANT `", StringComparison.Ordinal);
                continue;
            }

            var table = match.Groups["table"].Value;
            grants._grants.Add((
                [.. Columns().Replace(match.Groups["what"].Value, "").Split(", ").Select(p => p.Trim())],
                Unquoted(match.Groups["database"].Value), table == "*" ? null : Unquoted(table)));
        }

        return grants;
    }

    /// <summary>Whether there are roles whose privileges are not listed, so that nothing is known to be
    /// missing.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Whether one of the privileges is there for all databases.</summary>
    public bool HasGlobally(params ReadOnlySpan<string> privileges)
    {
        foreach (var grant in _grants.Where(grant => grant is { Database: "*", Table: null }))
        {
            if (Gives(grant.Privileges, privileges)) return true;
        }

        return false;
    }

    /// <summary>Whether a privilege is there for everything in a database, or for a table of it.</summary>
    public bool Has(string privilege, string database, string? table = null) => _grants.Any(grant =>
        (grant.Table is null || grant.Table == table)
        && (grant.Database == "*" || Matches(grant.Database, database))
        && Gives(grant.Privileges, [privilege]));

    /// <summary>Whether a database is meant by a name that may have wildcards.</summary>
    internal static bool Matches(string pattern, string database)
    {
        var expression = new System.Text.StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                expression.Append(Regex.Escape($"{pattern[++i]}"));
            else if (pattern[i] == '%') expression.Append(".*");
            else if (pattern[i] == '_') expression.Append('.');
            else expression.Append(Regex.Escape($"{pattern[i]}"));
        }

        return Regex.IsMatch(
            database, expression.Append('$').ToString(),
                RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }

    private static bool Gives(HashSet<string> given, ReadOnlySpan<string> wanted)
    {
        if (given.Contains(Everything)) return true;
        foreach (var privilege in wanted)
        {
            if (given.Contains(privilege)) return true;
        }

        return false;
    }

    private static string Unquoted(string name) =>
        name.Trim('`').Replace("``", "`", StringComparison.Ordinal);

    [GeneratedRegex("^GRANT (?<what>[A-Z].*?) ON "
        + "(?<database>\\*|`(?:[^`]|``)+`)\\.(?<table>\\*|`(?:[^`]|``)+`) TO ")]
    private static partial Regex Statement();

    // Privileges on some columns of a table are none on the table.
    [GeneratedRegex("[A-Z ]+ \\([^)]*\\)")]
    private static partial Regex Columns();
}
