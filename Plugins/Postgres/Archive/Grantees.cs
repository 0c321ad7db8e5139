using System.Text.RegularExpressions;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>Who is given something by the GRANT statements of an archive.</summary>
internal static partial class Grantees
{
    /// <summary>Every role that a statement grants to or revokes from; not everybody.</summary>
    public static IEnumerable<string> In(string sql) =>
        SqlText.Statements(sql)
            .Select(statement => Last().Match(statement))
            .Where(match => match.Success)
            .Select(match => SqlText.NameAt(match.Groups["role"].Value)?.Name)
            .OfType<string>()
            .Where(role => role != "PUBLIC");

    [GeneratedRegex(
        " (TO|FROM) (GROUP )?(?<role>\"([^\"]|\"\")+\"|[\\w$]+)( WITH GRANT OPTION)?;$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Last();
}
