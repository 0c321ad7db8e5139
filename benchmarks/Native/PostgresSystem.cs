using Shield.Benchmarks.Harness;
using Shield.Servers;

namespace Shield.Benchmarks.Native;

/// <summary>A PostgreSQL database, and pg_dump with pg_restore.</summary>
internal static class PostgresSystem
{
    private const string Fill =
        $$"""
        {{NativeSystem.MakeRows}}
        psql -Xq -c 'CREATE DATABASE measured'
        psql -Xq -d measured -c 'CREATE TABLE t (id bigserial PRIMARY KEY, content text NOT NULL)' \
          -c "\copy t(content) from '$WORK/rows'" -c 'VACUUM ANALYZE' -c CHECKPOINT
        """;

    public static async Task<NativeSystem> StartAsync(
        Workshop shop, long bytes, CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync("-c fsync=on -c max_wal_size=4GB");
        var endpoint = new
        {
            pg_host = PostgresServer.Host,
            pg_port = server.Port,
            pg_user = PostgresServer.User,
            pg_password = server.Password,
            pg_database = "measured",
        };
        var variables = new Dictionary<string, string>
        {
            ["SHIELD_ENDPOINT_FILE"] = NativeSystem.WriteEndpoint(shop, "endpoint", endpoint),
            ["PGHOST"] = PostgresServer.Host,
            ["PGPORT"] = $"{server.Port}",
            ["PGUSER"] = PostgresServer.User,
            ["PGDATABASE"] = "postgres",
            ["PGPASSFILE"] = NativeSystem.WritePrivate(shop, "passfile", $"*:*:*:*:{server.Password}\n"),
        };
        return new NativeSystem(server, variables, Fill, Backup, Restore);
    }

    private static Comparison Backup { get; } = new(
        "backup of a PostgreSQL database",
        "`pg_dump --format=custom`",
        """
        "$PLUGIN" backup | cat >"$FILE"
        """,
        """
        pg_dump --no-password --format=custom --lock-wait-timeout=600000 --dbname=measured |
          cat >"$FILE"
        """,
        """
        rm -f "$FILE"
        """,
        """
        pg_restore --list "$FILE" >/dev/null
        """);

    private static Comparison Restore { get; } = new(
        "restore of a PostgreSQL database",
        "`CREATE DATABASE`, `pg_restore --single-transaction`",
        """
        cat "$FILE" | "$PLUGIN" restore
        """,
        """
        psql -Xq -c 'CREATE DATABASE measured'
        cat "$FILE" | pg_restore --no-password --exit-on-error --single-transaction --dbname=measured
        """,
        """
        psql -Xq -c 'DROP DATABASE IF EXISTS measured' -c CHECKPOINT
        """,
        """
        test "$(psql -XqAt -d measured -c 'SELECT count(*) FROM t')" = "$(grep -c '' "$WORK/rows")"
        """);
}
