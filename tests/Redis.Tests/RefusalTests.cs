using Shield.Servers;

namespace Shield.Plugins.Redis.Tests;

/// <summary>Calls that cannot work, and what is said then.</summary>
public sealed class RefusalTests() : ServerTests
{
    private const string EveryAction = """
        for action in validate backup fingerprint restore; do
          code=0; "$redis" $action </dev/null >out 2>said || code=$?
          echo "$action $code $(stat -c %s out)"
          grep -qF "$expected" said || cat said
        done
        """;

    private static readonly string[] AllFail =
        ["validate 4 0", "backup 4 0", "fingerprint 4 0", "restore 4 0"];

    [Theory]
    [InlineData("redis_password", "wrong", "check redis_username and redis_password")]
    [InlineData("redis_password", null, "set redis_password")]
    [InlineData("redis_username", "nobody", "check redis_username and redis_password")]
    [InlineData("redis_port", "1", "nothing listens there")]
    [InlineData("redis_host", "no-such-host.invalid", "there is no such host")]
    [InlineData("redis_host", "/nowhere/redis.sock", "there is no such socket")]
    public void What_is_wrong_with_an_endpoint_is_said(string field, string? value, string expected)
    {
        var output = Box.Good(Box.EndpointWith((field, value)), $"expected='{expected}'\n{EveryAction}");

        Assert.Equal(AllFail, output.Split('\n'));
    }

    [Fact]
    public void A_port_that_does_not_speak_tls_is_said()
    {
        var (exit, _, errors) = Box.Run(Box.EndpointWith(("redis_tls", true)), "\"$redis\" validate");

        Assert.Equal(4, exit);
        Assert.Contains("does the port speak TLS?", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis_username", "alone", 12)]
    [InlineData("redis_client_cert", "-----BEGIN CERTIFICATE-----", 12)]
    [InlineData("redis_method", "magic", 13)]
    [InlineData("redis_port", "70000", 13)]
    [InlineData("redis_staging_dir", "tmp", 13)]
    [InlineData("redis_ca_cert", "-----BEGIN CERTIFICATE-----", 13)]
    public void A_field_that_makes_no_sense_has_its_exit_code(string field, string value, int code)
    {
        var endpoint = Box.EndpointWith((field, value), ("redis_tls", field == "redis_ca_cert"));
        if (field == "redis_username") endpoint.Remove("redis_password");

        var (exit, _, errors) = Box.Run(endpoint, "\"$redis\" validate");

        Assert.Equal(code, exit);
        Assert.Contains(field, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_can_be_backed_up_but_not_restored()
    {
        await using var master = await RedisServer.StartAsync();

        var output = Box.Good($$"""
            r CONFIG SET masterauth {{master.Password}} >/dev/null
            r REPLICAOF 127.0.0.1 {{master.Port}} >/dev/null
            await 'r INFO replication | grep -q master_link_status:up'
            REDISCLI_AUTH={{master.Password}} redis-cli -p {{master.Port}} SET a 1 >/dev/null
            await 'r GET a | grep -q 1'
            "$redis" backup >archive; redis-check-rdb archive | grep -c 'RDB looks OK'
            "$redis" validate 2>&1 | grep -c 'a restore to it would be refused: the server is a replica of'
            code=0; "$redis" restore <archive 2>said || code=$?; echo $code
            grep -c 'the server is a replica of 127.0.0.1:{{master.Port}}: restore to that one' said
            r INFO replication | grep -c master_link_status:up
            """);

        Assert.Equal("1\n1\n4\n1\n1", output);
    }

    [Fact]
    public void A_node_of_a_cluster_is_refused()
    {
        var output = Box.Good("""
            make_small; "$redis" backup >archive
            # By itself it takes the port 10,000 above, which may be beyond the last one.
            restart --cluster-enabled yes --cluster-port "$(free_port)"
            r CLUSTER ADDSLOTSRANGE 0 16383 >/dev/null; await 'r SET a 1 | grep -q OK'
            "$redis" backup >archive2; redis-check-rdb archive2 | grep -c 'RDB looks OK'
            code=0; "$redis" restore <archive 2>said || code=$?; echo $code
            grep -c 'is a node of a cluster' said; "$redis" validate 2>&1 | grep -c 'is a node of a cluster'
            r DBSIZE
            """);

        Assert.Equal("1\n4\n1\n1\n1", output);
    }

    [Fact]
    public void A_server_that_sentinels_watch_is_refused_and_so_are_they()
    {
        var output = Box.Good("""
            make_small; "$redis" backup >archive; state >before
            sentinel=$(perl -MIO::Socket::INET -e \
              'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport')
            printf '%s\n' "port $sentinel" "sentinel monitor here 127.0.0.1 $port 1" \
              "sentinel auth-pass here $REDISCLI_AUTH" >sentinel.conf
            redis-server sentinel.conf --sentinel >sentinel.log & watcher=$!
            trap 'kill $watcher' EXIT
            await '[[ $(r PUBSUB NUMSUB __sentinel__:hello | tail -n 1) == 1 ]]'
            code=0; "$redis" restore <archive 2>said || code=$?; echo $code; grep -c 'Sentinels watch' said
            "$redis" validate 2>&1 | grep -c 'would be refused: Sentinels watch'; state | diff before -
            jq --arg port "$sentinel" '.redis_port = $port | del(.redis_password)' endpoint >sentinels
            code=0; SHIELD_ENDPOINT_FILE=sentinels "$redis" validate 2>said || code=$?; echo $code
            grep -c 'this is a Sentinel' said
            """);

        Assert.Equal("4\n1\n1\n4\n1", output);
    }

    [Fact]
    public void A_server_that_cannot_come_back_is_let_go_and_a_stranger_gets_nothing()
    {
        var output = Box.Good("""
            make_small; "$redis" backup >archive; r SET newer 1 >/dev/null; state >before
            free() { perl -MIO::Socket::INET -e \
              'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport'; }
            listen=$(free)
            jq --arg at "$listen" --arg to "$(free)" '.redis_listen_port = $at | .redis_announce_port = $to' \
              endpoint >astray
            SHIELD_ENDPOINT_FILE=astray "$redis" restore <archive 2>said & restore=$!
            await 'r INFO replication | grep -q role:slave'
            for asked in 'PSYNC ? -1' 'PSYNC 0123456789012345678901234567890123456789 1' 'SYNC' 'GET a'; do
              printf 'PING\r\n%s\r\n' "$asked" >ask
              timeout 2 redis-cli -p "$listen" <ask >>answers 2>&1 || true
            done
            code=0; wait $restore || code=$?; echo $code
            grep -c 'say in redis_announce_host and redis_announce_port' said
            grep -c 'nothing was changed' said; state | diff before -
            grep -c 'this is for another server' answers; grep -ac REDIS0 answers || true
            """);

        Assert.Equal("4\n1\n1\n2\n0", output);
    }

    [Theory]
    [InlineData("redis_listen_host", "192.0.2.1", "cannot listen on 192.0.2.1")]
    [InlineData("redis_listen_host", "no-such-host.invalid", "is no address or name of this machine")]
    [InlineData("redis_staging_dir", "/nowhere/at/all", "say in redis_staging_dir where there is room")]
    public void A_place_that_is_not_ours_is_said(string field, string value, string said)
    {
        var output = Box.Good(Box.EndpointWith((field, value)), $$"""
            make_small; "$redis" backup >archive; state >before
            code=0; "$redis" restore <archive 2>said || code=$?
            [[ $code == 4 || $code == 13 ]] || echo $code; grep -cF '{{said}}' said; state | diff before -
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void A_staging_folder_that_gets_full_is_said_and_changes_nothing()
    {
        var output = Box.Good("""
            make_much 8; "$redis" backup >archive; state >before
            mkdir small; export redis
            alone=(unshare --mount); ((EUID == 0)) || alone+=(--user --map-root-user)
            jq --arg place "$PWD/small" '.redis_staging_dir = $place' endpoint >full
            code=0; SHIELD_ENDPOINT_FILE=full "${alone[@]}" bash -c '
              mount -t tmpfs -o size=4m tmpfs small; "$redis" restore <archive 2>said; code=$?
              ls -A small; exit $code' || code=$?
            echo $code; grep -c 'No space left on device' said; state | diff before -
            """);

        Assert.Equal("4\n1", output);
    }
}
