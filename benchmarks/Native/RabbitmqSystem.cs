using Shield.Benchmarks.Harness;
using Shield.Servers;

namespace Shield.Benchmarks.Native;

/// <summary>A RabbitMQ server with many queues, and curl on its management API, which is what its own tools
/// for definitions use.</summary>
internal static class RabbitmqSystem
{
    private const string Vhost = "bench";

    /// <summary>As many queues as fill that much of a definition file, each with some arguments.</summary>
    private const string Fill =
        """
        curl -sSf -K "$LOGIN" -X PUT "$API/vhosts/bench"
        jq -cn --argjson count "$((BYTES / 256))" '{queues: [range($count) |
          {name: "orders / \(.) / \(. * 7919)", durable: true, auto_delete: false,
          arguments: {"x-max-length": 1000, "x-message-ttl": 86400000, "x-dead-letter-exchange": "",
          "x-dead-letter-routing-key": "dead letters of \(.)"}}]}' >"$WORK/many"
        curl -sSf -K "$LOGIN" -H 'Content-Type: application/json' -d @"$WORK/many" "$API/definitions/bench"
        """;

    private const string CountsAll =
        """
        test "$(jq '.queues | length' "$WORK/many")" = "$(curl -sSf -K "$LOGIN" "$API/definitions/bench" |
          jq '.queues | length')"
        """;

    public static async Task<NativeSystem> StartAsync(
        Workshop shop, long bytes, CancellationToken cancellationToken)
    {
        var server = await RabbitmqServer.StartAsync();
        var url = $"http://{RabbitmqServer.Host}:{server.ApiPort}";
        var endpoint = new
        {
            rmq_url = url,
            rmq_username = RabbitmqServer.User,
            rmq_password = server.Password,
            vhost = Vhost,
        };
        var login = $"user = \"{RabbitmqServer.User}:{server.Password}\"\n";
        var variables = new Dictionary<string, string>
        {
            ["SHIELD_ENDPOINT_FILE"] = NativeSystem.WriteEndpoint(shop, "endpoint", endpoint),
            ["LOGIN"] = NativeSystem.WritePrivate(shop, "login", login),
            ["API"] = $"{url}/api",
        };
        return new NativeSystem(server, variables, Fill, Backup, Restore);
    }

    private static Comparison Backup { get; } = new(
        "backup of the definitions of a virtual host",
        "`curl …/api/definitions/bench`",
        """
        "$PLUGIN" backup | cat >"$FILE"
        """,
        """
        curl -sSf -K "$LOGIN" "$API/definitions/bench" | cat >"$FILE"
        """,
        """
        rm -f "$FILE"
        """,
        """
        grep -q 'dead letters of 7' "$FILE"
        """);

    private static Comparison Restore { get; } = new(
        "restore of the definitions of a virtual host",
        "`curl -d @- …/api/definitions/bench`",
        """
        cat "$FILE" | "$PLUGIN" restore
        """,
        """
        cat "$FILE" |
          curl -sSf -K "$LOGIN" -H 'Content-Type: application/json' -d @- "$API/definitions/bench"
        """,
        """
        curl -sSf -K "$LOGIN" -X DELETE "$API/vhosts/bench"
        curl -sSf -K "$LOGIN" -X PUT "$API/vhosts/bench"
        """,
        CountsAll);
}
