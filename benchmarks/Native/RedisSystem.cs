using Shield.Benchmarks.Harness;
using Shield.Servers;

namespace Shield.Benchmarks.Native;

/// <summary>A Redis server, and redis-cli. Of its own it has no way back over the network; what an operator
/// does instead takes the server away for a while.</summary>
internal static class RedisSystem
{
    private const string LogIn =
        """
        export REDISCLI_AUTH; REDISCLI_AUTH=$(<"$FOLDER/password")
        """;

    private const string Fill =
        $$$"""
        {{{NativeSystem.MakeRows}}}
        {{{LogIn}}}
        perl -ne 'chomp; my $k = "key:$."; print "*3\r\n\$3\r\nSET\r\n",
          map { "\$" . length($_) . "\r\n$_\r\n" } $k, $_' "$WORK/rows" | redis-cli -p "$PORT" --pipe
        """;

    public static async Task<NativeSystem> StartAsync(
        Workshop shop, long bytes, CancellationToken cancellationToken)
    {
        var server = await RedisServer.StartAsync();
        var endpoint = new
        {
            redis_host = RedisServer.Host,
            redis_port = server.Port,
            redis_password = server.Password,
        };
        var variables = new Dictionary<string, string>
        {
            ["SHIELD_ENDPOINT_FILE"] = NativeSystem.WriteEndpoint(shop, "endpoint", endpoint),
            ["FOLDER"] = server.Folder,
            ["PORT"] = $"{server.Port}",
            ["SYSTEM"] = Path.Combine(Workshop.Root, "deploy/systems/redis.sh"),
            ["OWNER_PID"] = $"{Environment.ProcessId}",
        };
        return new NativeSystem(server, variables, Fill, Backup, Restore);
    }

    private static Comparison Backup { get; } = new(
        "backup of a Redis server",
        "`redis-cli --rdb -`",
        """
        "$PLUGIN" backup | cat >"$FILE"
        """,
        $"""
        {LogIn}
        redis-cli -p "$PORT" --rdb - | cat >"$FILE"
        """,
        """
        rm -f "$FILE"
        """,
        """
        redis-check-rdb "$FILE" >/dev/null
        """);

    private static Comparison Restore { get; } = new(
        "restore of a Redis server",
        "stop the server, copy the file, start it, wait for `PONG`",
        """
        cat "$FILE" | "$PLUGIN" restore
        """,
        """
        "$SYSTEM" stop "$FOLDER"
        cp "$FILE" "$FOLDER/data/dump.rdb"
        "$SYSTEM" start "$FOLDER" >/dev/null
        """,
        $"""
        {LogIn}
        redis-cli -p "$PORT" FLUSHALL SYNC
        """,
        $"""
        {LogIn}
        test "$(redis-cli -p "$PORT" DBSIZE)" = "$(grep -c '' "$WORK/rows")"
        """);
}
