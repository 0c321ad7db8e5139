using System.Globalization;
using Shield.Plugins.Postgres.Archive;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Everything that would make a restore fail and can be known before it begins, said at
/// once.</summary>
internal static class Preflight
{
    private const int ListedMax = 10;

    /// <param name="facts">About the server.</param>
    /// <param name="name">Which database is restored.</param>
    /// <param name="toc">Of its archive; null where it cannot be read.</param>
    /// <param name="roles">What must be there.</param>
    /// <exception cref="PluginException">The restore cannot succeed.</exception>
    public static void Check(ServerFacts facts, string name, Toc? toc, IReadOnlyList<string> roles)
    {
        var present = facts.Databases.GetValueOrDefault(name);
        string[] faults =
        [
            .. Rights(facts, name, present),
            .. (present?.Obstacles ?? []).Select(obstacle =>
                $"{obstacle} keeps database '{name}' from being replaced: remove it first"),
            .. Missing("roles", roles.Where(role => !facts.Roles.ContainsKey(role)), "create them first"),
            .. Missing(
                "tablespaces", (toc?.Tablespaces ?? new HashSet<string>()).Except(facts.Tablespaces),
                "create them first"),
        ];
        if (faults.Length > 0) throw new PluginException(PluginExit.Failed, string.Join('\n', faults));
    }

    /// <summary>What may go wrong; null where nothing is to be expected.</summary>
    public static string? Warning(ServerFacts facts, Toc toc) =>
        int.TryParse(toc.ServerVersion.Split('.', ' ')[0], CultureInfo.InvariantCulture, out var major)
        && major > facts.Major
            ? $"warning: the archive is of PostgreSQL {major}, this server is PostgreSQL {facts.Major}"
            : null;

    /// <summary>Names in a message, not too many.</summary>
    public static string Listed(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var listed = string.Join(", ", all.Take(ListedMax).Select(name => $"'{name}'"));
        return all.Count > ListedMax ? $"{listed} and {all.Count - ListedMax} more" : listed;
    }

    private static IEnumerable<string> Rights(ServerFacts facts, string name, Database? present)
    {
        if (!facts.CreatesDatabases) yield return "pg_user may not create databases: ALTER ROLE … CREATEDB";
        if (present is { IsOurs: false })
            yield return $"database '{name}' belongs to '{present.Owner}', and pg_user is no member of it: "
                + $"GRANT \"{present.Owner}\" TO …";
    }

    private static IEnumerable<string> Missing(string what, IEnumerable<string> names, string remedy)
    {
        var missing = names.ToList();
        if (missing.Count > 0)
            yield return $"the archive needs {what} that the server does not have: {Listed(missing)}; "
                + remedy;
    }
}
