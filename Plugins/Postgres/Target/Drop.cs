using Shield.Plugins.Postgres.Server;

namespace Shield.Plugins.Postgres.Target;

/// <summary>How things are removed that a restore has made.</summary>
internal static class Drop
{
    private const int ForceSince = 13;

    /// <summary>From PostgreSQL 15 on, removing a database waits for every session of the server that is
    /// waiting for rows of a COPY. What is not removed in this time stays for the next restore.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gives the room of the largest tables back at once. Removing a database begins with a
    /// checkpoint, and a server whose disk is so full that a checkpoint fails ends itself.</summary>
    public const string Content =
        """
        SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', n.nspname, c.relname)
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND pg_catalog.pg_total_relation_size(c.oid) > 1000000
          ORDER BY pg_catalog.pg_total_relation_size(c.oid) DESC LIMIT 1000
        \gexec
        """;

    /// <summary>A database, whoever is connected to it.</summary>
    public static string Database(string name, int major) => major >= ForceSince
        ? $"DROP DATABASE IF EXISTS {Sql.Name(name)} WITH (FORCE);"
        : $"SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
            + $"WHERE datname = {Sql.Text(name)};\nDROP DATABASE IF EXISTS {Sql.Name(name)};";

    public static string Role(string name) => $"DROP ROLE IF EXISTS {Sql.Name(name)};";
}
