using Shield.Plugins.Postgres.Server;

namespace Shield.Plugins.Postgres.Target;

/// <summary>The SQL that puts staged databases into their places: one transaction, so that either all of it
/// has happened or nothing, whatever dies meanwhile.</summary>
internal static class SwapScript
{
    /// <summary>Renaming waits for this long by itself for sessions to go; more is a lock that somebody holds
    /// on the catalog.</summary>
    private const string LockSeconds = "20s";

    public static string Text(
        RestoreId id, IReadOnlyList<Staged> staged, IEnumerable<string> roleStatements) =>
        string.Join('\n',
        [
            $"SET lock_timeout = '{LockSeconds}';",
            $"SELECT {id.LockSql};",
            "BEGIN;",
            .. roleStatements,
            // From a rename on nobody gets into the database; who got in before is thrown out right here, our
            // own sessions too.
            $"SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
                + $"WHERE datname IN ({Sql.Texts(staged.SelectMany(Names))}) "
                + "AND pid <> pg_catalog.pg_backend_pid();",
            .. staged.SelectMany(database => Rename(id, database)),
            .. staged.SelectMany(database => database.Shape.Settle(database.Name)),
            "COMMIT;",
        ]);

    private static string[] Names(Staged database) => [database.Name, database.NewName];

    private static IEnumerable<string> Rename(RestoreId id, Staged database)
    {
        if (database.OldName is { } old)
        {
            yield return $"ALTER DATABASE {Sql.Name(database.Name)} RENAME TO {Sql.Name(old)};";
            // A template cannot be removed.
            yield return $"ALTER DATABASE {Sql.Name(old)} WITH IS_TEMPLATE false;";
            yield return $"COMMENT ON DATABASE {Sql.Name(old)} IS {Sql.Text(id.Comment("replaced"))};";
        }

        yield return $"ALTER DATABASE {Sql.Name(database.NewName)} RENAME TO {Sql.Name(database.Name)};";
    }
}
