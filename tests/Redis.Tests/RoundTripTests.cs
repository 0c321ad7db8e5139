using Shield.Servers;

namespace Shield.Plugins.Redis.Tests;

public sealed class RoundTripTests() : ServerTests
{
    [Fact]
    public void Everything_that_a_server_can_hold_comes_back()
    {
        var output = Box.Good("""
            make_all
            state >before; "$redis" fingerprint >print-before
            "$redis" backup >archive
            redis-check-rdb archive >checked || cat checked
            r FLUSHALL >/dev/null; r FUNCTION FLUSH >/dev/null
            r SET new 1 >/dev/null; r -n 7 SET new 1 >/dev/null
            "$redis" restore <archive
            state | diff before -; "$redis" fingerprint | diff print-before -
            [[ -z $(staged_here) ]] || echo 'something was left'
            grep -c . before; jq -r '.databases["0"].keys' print-before
            """);

        Assert.Equal(["18", "32"], output.Split('\n'));
    }

    [Fact]
    public async Task A_server_that_packs_otherwise_has_the_same_fingerprint()
    {
        const string loose = "--hash-max-listpack-entries 0 --zset-max-listpack-entries 0 "
            + "--set-max-intset-entries 0 --list-max-listpack-size 1 --rdbcompression no";
        await using var other = await RedisServer.StartAsync(loose);

        var output = Box.Good($$"""
            make_all
            r DEBUG DIGEST >before; "$redis" fingerprint >print-before; "$redis" backup >archive
            jq '.redis_port = {{other.Port}} | .redis_password = "{{other.Password}}"' endpoint >to
            export SHIELD_ENDPOINT_FILE=to REDISCLI_AUTH={{other.Password}} port={{other.Port}}
            "$redis" restore <archive
            r OBJECT ENCODING h; r DEBUG DIGEST | diff before -; "$redis" fingerprint | diff print-before -
            """);

        Assert.Equal("hashtable", output);
    }

    [Fact]
    public void A_fingerprint_sees_the_smallest_change()
    {
        var output = Box.Good("""
            make_all; "$redis" fingerprint >print
            for change in 'SET int 12346' 'SADD ss c' 'EXPIREAT soon 2000000000' 'ZADD z 1.6 a' 'HSET h f w' \
              'LSET l 0 b' 'XADD st 3-0 a b' 'XACK st g 1-1' 'MOVE bits 3' 'FUNCTION FLUSH' \
              'RENAME empty full'
            do
              r $change >/dev/null
              "$redis" fingerprint >now
              if [[ $(jq .digest now) == $(jq .digest print) ]]; then echo "not seen: $change"; fi
              cp now print
            done
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void Nothing_can_be_backed_up_and_restored()
    {
        var output = Box.Good("""
            state >before; "$redis" backup >archive
            make_all; "$redis" restore <archive
            state | diff before -; r DBSIZE
            """);

        Assert.Equal("0", output);
    }

    [Fact]
    public void What_expires_keeps_its_end()
    {
        var output = Box.Good("""
            r SET stays 1 >/dev/null; r SET goes 1 PX 500 >/dev/null; r SET late 1 EXAT 4102444800 >/dev/null
            "$redis" backup >archive; r FLUSHALL >/dev/null
            # Later than the other, so that it is over with that one, too.
            r SET twin 1 PX 500 >/dev/null; await '[[ $(r EXISTS twin) == 0 ]]'
            "$redis" restore <archive
            r EXISTS stays; r EXISTS goes; r EXPIRETIME late
            """);

        Assert.Equal("1\n0\n4102444800", output);
    }

    [Fact]
    public void Archives_of_equal_data_differ_in_nothing_but_when_they_were_made()
    {
        var output = Box.Good("""
            make_all
            for n in 1 2; do "$redis" backup >archive$n; done
            # What it says of itself comes first; then comes the library of functions, and the checksum last.
            for n in 1 2; do
              start=$(grep -aobF '#!lua' archive$n | head -n 1 | cut -d : -f 1)
              tail -c +"$start" archive$n | head -c -8 >body$n
            done
            cmp body1 body2; [[ -s body1 ]] || echo 'nothing was compared'
            tail -c 9 archive1 | head -c 1 | od -An -tx1
            """);

        Assert.Equal(" ff", output);
    }

    [Fact]
    public void A_master_that_saves_before_it_sends_is_understood()
    {
        var output = Box.Good("""
            make_all; r CONFIG SET repl-diskless-sync no >/dev/null
            state >before; "$redis" backup >archive; r FLUSHALL >/dev/null
            "$redis" restore <archive; state | diff before -
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void A_server_that_loads_while_it_receives_takes_a_restore()
    {
        var output = Box.Good("""
            make_all; r CONFIG SET repl-diskless-load swapdb >/dev/null
            state >before; "$redis" backup >archive; r FLUSHALL >/dev/null; r SET new 1 >/dev/null
            "$redis" restore <archive; state | diff before -
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void A_server_is_reached_by_its_socket_as_well()
    {
        var output = Box.Good("""
            restart --unixsocket "$server/socket" --unixsocketperm 777; make_all; state >before
            jq --arg at "$server/socket" '.redis_host = $at | del(.redis_port)' endpoint >by-socket
            export SHIELD_ENDPOINT_FILE=by-socket
            "$redis" validate 2>/dev/null; "$redis" backup >archive; r FLUSHALL >/dev/null
            "$redis" restore <archive; state | diff before -
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void A_replica_that_takes_writes_is_not_compared()
    {
        var output = Box.Good("""
            make_small; r CONFIG SET replica-read-only no >/dev/null; state >before; "$redis" backup >archive
            r FLUSHALL >/dev/null
            "$redis" restore <archive 2>said; state | diff before -; grep -c 'cannot be compared' said
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void A_reader_that_goes_away_ends_a_backup()
    {
        var output = Box.Good("""
            make_much 20; code=0
            { "$redis" backup || echo $? >code; } 2>said | head -c 1000 >/dev/null || true
            cat code; cat said
            await '[[ $(r INFO replication | grep -c ^slave0) == 0 ]]'
            """);

        Assert.Equal("4\nredis: whoever read the output went away", output);
    }

    [Fact]
    public void A_backup_of_a_server_without_checksums_gets_one()
    {
        var output = Box.Good("""
            r CONFIG SET rdbcompression no >/dev/null; make_small; "$redis" backup >archive
            restart --rdbchecksum no
            make_small; state >before
            "$redis" backup 2>said >archive; grep -c rdbchecksum said
            redis-check-rdb archive | grep -c 'RDB looks OK'
            r FLUSHALL >/dev/null; "$redis" restore <archive; state | diff before -
            """);

        Assert.Equal("1\n1", output);
    }

    [Fact]
    public void Whoever_writes_meanwhile_neither_stops_a_restore_nor_gets_into_it()
    {
        var output = Box.Good("""
            make_all; state >before; "$redis" backup >archive
            (while [[ ! -e stop ]]; do echo 'SET a-second-client 1'; echo 'GET int'; done | r >answers 2>&1) &
            await '[[ -s answers ]]'
            for n in 1 2 3; do "$redis" restore <archive; done
            touch stop; wait
            r DEL a-second-client >/dev/null; state | diff before -
            grep -cm1 READONLY answers
            """);

        Assert.Equal("1", output);
    }
}
