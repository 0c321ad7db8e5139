using Shield.Benchmarks.Harness;
using Shield.Servers;

namespace Shield.Benchmarks.Native;

/// <summary>A MariaDB database, and its own dump and client program with the options of the plugin.
/// </summary>
internal static class MysqlSystem
{
    private const string Fill =
        $$"""
        {{NativeSystem.MakeRows}}
        mariadb --defaults-file="$OPTIONS" --local-infile=1 <<SQL
        CREATE DATABASE measured;
        CREATE TABLE measured.t (id BIGINT AUTO_INCREMENT PRIMARY KEY, content TEXT NOT NULL);
        LOAD DATA LOCAL INFILE '$WORK/rows' INTO TABLE measured.t (content);
        SQL
        """;

    public static async Task<NativeSystem> StartAsync(
        Workshop shop, long bytes, CancellationToken cancellationToken)
    {
        // Without a binary log, which both sides would wait for alike.
        var server = await MysqlServer.StartAsync("--innodb-buffer-pool-size=512M");
        var endpoint = new
        {
            mysql_host = MysqlServer.Host,
            mysql_port = server.Port,
            mysql_user = MysqlServer.User,
            mysql_password = server.Password,
            mysql_database = "measured",
        };
        var options = $"""
            [client]
            host={MysqlServer.Host}
            port={server.Port}
            protocol=tcp
            user={MysqlServer.User}
            password="{server.Password}"
            default-character-set=utf8mb4
            max_allowed_packet=1G

            """;
        var variables = new Dictionary<string, string>
        {
            ["SHIELD_ENDPOINT_FILE"] = NativeSystem.WriteEndpoint(shop, "endpoint", endpoint),
            ["OPTIONS"] = NativeSystem.WritePrivate(shop, "options", options),
        };
        return new NativeSystem(server, variables, Fill, Backup, Restore);
    }

    private static Comparison Backup { get; } = new(
        "backup of a MariaDB database",
        "`mariadb-dump`",
        """
        "$PLUGIN" backup | cat >"$FILE"
        """,
        """
        mariadb-dump --defaults-file="$OPTIONS" --no-tablespaces --single-transaction --skip-triggers \
          --quick --hex-blob --skip-add-locks -- measured | cat >"$FILE"
        """,
        """
        rm -f "$FILE"
        """,
        """
        tail -n 20 "$FILE" | grep -q 'Dump completed'
        """);

    private static Comparison Restore { get; } = new(
        "restore of a MariaDB database",
        "`CREATE DATABASE`, `mariadb`",
        """
        cat "$FILE" | "$PLUGIN" restore
        """,
        """
        mariadb --defaults-file="$OPTIONS" --execute='CREATE DATABASE measured'
        cat "$FILE" | mariadb --defaults-file="$OPTIONS" --database=measured
        """,
        """
        mariadb --defaults-file="$OPTIONS" --execute='DROP DATABASE IF EXISTS measured'
        """,
        """
        rows=$(mariadb --defaults-file="$OPTIONS" -N --execute='SELECT COUNT(*) FROM measured.t')
        test "$rows" = "$(grep -c '' "$WORK/rows")"
        """);
}
