using Shield.Plugins.Postgres.Server;

namespace Shield.Plugins.Postgres.Target;

/// <summary>How things are removed that a restore has made.</summary>
internal static class Drop
{
    private const int ForceSince = 13;

    /// <summary>A database, whoever is connected to it.</summary>
    public static string Database(string name, int major) => major >= ForceSince
        ? $"DROP DATABASE IF EXISTS {Sql.Name(name)} WITH (FORCE);"
        : $"SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
            + $"WHERE datname = {Sql.Text(name)};\nDROP DATABASE IF EXISTS {Sql.Name(name)};";

    public static string Role(string name) => $"DROP ROLE IF EXISTS {Sql.Name(name)};";
}
