using System.Text.RegularExpressions;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>The shape of a database as its archive has it, for where there is none on the server. The
/// statements of the archive name the database as it was called; here it gets the name it is to
/// have.</summary>
internal sealed partial class ArchivedShape : IDatabaseShape
{
    private readonly string _database;
    private readonly string _create;
    private readonly string? _owner;
    private readonly IReadOnlyList<string> _others;

    private ArchivedShape(string database, TocEntry entry, IReadOnlyList<string> others)
    {
        _database = database;
        _create = entry.Definition;
        _owner = entry.Owner;
        _others = others;
    }

    /// <summary>Reads the entries about the database itself.</summary>
    /// <returns>Null where the archive does not say how it is created.</returns>
    public static ArchivedShape? Of(string database, IReadOnlyList<TocEntry> entries)
    {
        var create = entries.FirstOrDefault(entry => entry.Kind == "DATABASE");
        var others = entries.Where(entry => entry.Kind != "DATABASE")
            .SelectMany(entry => SqlText.Statements(entry.Definition));
        return create is null ? null : new ArchivedShape(database, create, [.. others]);
    }

    /// <summary>Every role that must be there for it.</summary>
    public IEnumerable<string> Roles =>
        _others.SelectMany(Grantees.In).Concat(string.IsNullOrEmpty(_owner) ? [] : [_owner]);

    public string Create(string name) =>
        Renamed(SqlText.Statements(_create) is [var first, ..] ? first : "", name)
        ?? $"CREATE DATABASE {Sql.Name(name)} TEMPLATE template0;";

    public IEnumerable<string> Settle(string name)
    {
        if (!string.IsNullOrEmpty(_owner))
            yield return $"ALTER DATABASE {Sql.Name(name)} OWNER TO {Sql.Name(_owner)};";
        yield return $"COMMENT ON DATABASE {Sql.Name(name)} IS NULL;";
        foreach (var statement in _others)
        {
            // Rights that were passed on are granted as whoever passed them on; nothing else is let through
            // that does not name the database.
            if ((Renamed(statement, name) ?? AsWhom(statement)) is { } renamed) yield return renamed;
        }
    }

    private static string? AsWhom(string statement) =>
        statement == "RESET SESSION AUTHORIZATION;"
            ? "RESET ROLE;"
            : SessionOf().Match(statement) is { Success: true } match
                && SqlText.NameAt(match.Groups["role"].Value) is (var role, ";")
                ? $"SET LOCAL ROLE {Sql.Name(role)};"
                : null;

    private string? Renamed(string statement, string name)
    {
        var match = BeforeName().Match(statement);
        return match.Success && SqlText.NameAt(statement[match.Length..]) is var (found, rest)
            && found == _database
            ? match.Value + Sql.Name(name) + rest
            : null;
    }

    [GeneratedRegex(
        "^(CREATE DATABASE |ALTER DATABASE |COMMENT ON DATABASE |(GRANT|REVOKE) [A-Z, ]+ ON DATABASE "
        + "|ALTER ROLE (\"([^\"]|\"\")+\"|[\\w$]+) IN DATABASE )", RegexOptions.ExplicitCapture)]
    private static partial Regex BeforeName();

    [GeneratedRegex("^SET SESSION AUTHORIZATION (?<role>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex SessionOf();
}
