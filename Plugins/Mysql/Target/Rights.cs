using Shield.Plugins.Mysql.Databases;

namespace Shield.Plugins.Mysql.Target;

/// <summary>What the account needs, and lacks: a dump leaves out triggers and routines that it may not see,
/// without a word.</summary>
internal static class Rights
{
    private static readonly string[] Reading = ["SELECT", "SHOW VIEW", "TRIGGER", "EVENT"];

    private static readonly string[] Writing =
    [
        "SELECT", "INSERT", "CREATE", "DROP", "ALTER", "INDEX", "REFERENCES", "LOCK TABLES", "CREATE VIEW",
        "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "TRIGGER", "EVENT",
    ];

    /// <summary>What keeps a database from being read whole.</summary>
    public static IEnumerable<string> MissingToRead(ServerFacts facts, string database)
    {
        if (facts.Grants.IsIncomplete) yield break;
        var missing = Reading.Where(privilege => !facts.Grants.Has(privilege, database)).ToList();
        if (missing.Count > 0)
            yield return $"mysql_user may not read all of database '{database}': GRANT "
                + $"{string.Join(", ", missing)} ON `{database}`.*";
        if (!SeesRoutines(facts))
            yield return facts.IsMaria
                ? "mysql_user may not read procedures and functions: GRANT SELECT ON mysql.proc"
                : "mysql_user may not read procedures and functions: GRANT SHOW_ROUTINE ON *.*";
    }

    /// <summary>What keeps a database from being replaced.</summary>
    public static IEnumerable<string> MissingToReplace(ServerFacts facts, string database)
    {
        if (facts.Grants.IsIncomplete) yield break;
        var place = RestoreName.Draw();
        foreach (var (name, shown) in new[]
        {
            (database, $"`{database}`"), (place.New(0), "`shield\\_%`"), (place.Old(0), "`shield\\_%`"),
        }.DistinctBy(names => names.Item2))
        {
            var missing = Writing.Where(privilege => !facts.Grants.Has(privilege, name)).ToList();
            if (missing.Count > 0)
                yield return $"mysql_user may not make what a restore has to make: GRANT "
                    + $"{string.Join(", ", missing)} ON {shown}.*";
        }
    }

    /// <summary>What keeps objects of others from being made.</summary>
    /// <param name="facts">About the server.</param>
    /// <param name="definers">Who the objects act as.</param>
    /// <param name="needsTrust">Whether there are triggers or functions.</param>
    public static IEnumerable<string> MissingToDefine(
        ServerFacts facts, IEnumerable<string> definers, bool needsTrust)
    {
        if (facts.Grants.IsIncomplete) yield break;
        var others = definers.Where(definer => definer != facts.User).ToList();
        if (others.Count > 0 && !facts.Grants.HasGlobally("SUPER", "SET USER", "SET_USER_ID",
            "SET_ANY_DEFINER"))
            yield return "mysql_user may not make objects that act as another account "
                + $"({Names.Listed(others)}): GRANT {(facts.IsMaria ? "SET USER" : "SET_USER_ID")} ON *.*";
        if (needsTrust && facts.DistrustsCreators && !facts.Grants.HasGlobally("SUPER"))
            yield return "the server writes a binary log, so that only SUPER may make triggers and "
                + "functions: "
                + "GRANT SUPER ON *.*, or SET GLOBAL log_bin_trust_function_creators = 1";
    }

    private static bool SeesRoutines(ServerFacts facts) =>
        facts.Grants.HasGlobally("SELECT", "SHOW_ROUTINE", "SHOW CREATE ROUTINE")
        || (facts.IsMaria && facts.Grants.Has("SELECT", "mysql", "proc"));
}
