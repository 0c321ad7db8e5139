using System.Text.RegularExpressions;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>The roles and tablespaces that belong to all databases of a server.</summary>
/// <param name="Roles">Every role of the archive.</param>
/// <param name="Tablespaces">Every tablespace of the archive.</param>
/// <param name="Statements">What gives roles their attributes, settings and memberships.</param>
internal sealed partial record Globals(
    IReadOnlyList<string> Roles, IReadOnlyList<string> Tablespaces,
    IReadOnlyList<(string Sql, IReadOnlyList<string> Roles)> Statements)
{
    /// <summary>Takes apart what <c>pg_dumpall --globals-only</c> wrote.</summary>
    public static Globals Parse(string sql)
    {
        var (roles, tablespaces) = (new List<string>(), new List<string>());
        var statements = new List<(string, IReadOnlyList<string>)>();
        foreach (var statement in SqlText.Statements(sql))
        {
            if (Named(statement, CreatesRole()) is { } role) roles.Add(role.Name);
            else if (Named(statement, CreatesTablespace()) is { } place) tablespaces.Add(place.Name);
            else if (Named(statement, ChangesRole()) is { } changed) 
                statements.Add((statement, [changed.Name]));
            else if (Member(statement) is { } member) statements.Add(member);
        }

        return new Globals(roles, tablespaces, statements);
    }

    /// <summary>What is to be done about roles that were not there: everything that concerns one of them, and
    /// nothing that concerns only others.</summary>
    public IEnumerable<string> About(IReadOnlySet<string> newRoles) =>
        Statements.Where(s => s.Roles.Any(newRoles.Contains)).Select(s => s.Sql);

    private static (string Name, string Tail)? Named(string statement, Regex begin) =>
        begin.Match(statement) is { Success: true } match ? SqlText.NameAt(statement[match.Length..]) : null;

    /// <summary>Who granted a membership may be a role that is not there; then it is whoever
    /// restores.</summary>
    private static (string Sql, IReadOnlyList<string> Roles)? Member(string statement)
    {
        if (Named(statement, Grants()) is not var (role, rest)
            || !rest.StartsWith(" TO ", StringComparison.Ordinal)
            || SqlText.NameAt(rest[4..]) is not var (member, _)) return null;
        return (GrantedBy().Replace(statement, ";"), [role, member]);
    }

    [GeneratedRegex("^CREATE ROLE ")]
    private static partial Regex CreatesRole();

    [GeneratedRegex("^CREATE TABLESPACE ")]
    private static partial Regex CreatesTablespace();

    [GeneratedRegex("^(ALTER|COMMENT ON) ROLE ")]
    private static partial Regex ChangesRole();

    [GeneratedRegex("^GRANT ")]
    private static partial Regex Grants();

    [GeneratedRegex(" GRANTED BY (\"([^\"]|\"\")+\"|[\\w$]+);$")]
    private static partial Regex GrantedBy();
}
