namespace Shield.Plugins.Redis.Tests;

/// <summary>What dies or stops in the middle.</summary>
public sealed class CrashTests() : ServerTests
{
    /// <summary>The server that fetches an archive through this hangs at a million bytes: the wait is for a
    /// moment in the middle of the transfer.</summary>
    private const string HalfWay = """
        make_much 20; "$redis" backup >archive; r FLUSHALL >/dev/null; r SET newer 1 >/dev/null; state >before
        perl -MIO::Socket::INET -e '
          my $l = IO::Socket::INET->new(Listen => 9, LocalAddr => "127.0.0.1:0"); $| = 1;
          print $l->sockport, "\n"; my ($c, $n, $tries) = ($l->accept, 0, 0);
          my $to = do { open my $f, "<", "listen-port"; <$f> }; chomp $to;
          my $s = IO::Socket::INET->new("127.0.0.1:$to") or die "no feed";
          if (!fork) { while (sysread $c, my $b, 65536) { syswrite $s, $b } exit }
          while (sysread $s, my $b, 65536) { $n += length $b; syswrite $c, $b;
            if ($n > 1_000_000) { open my $f, ">", "half-way"; close $f; sleep 600 } }' >announced &
        between=$!
        await '[[ -s announced ]]'
        perl -MIO::Socket::INET -e \
          'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport' >listen-port
        jq --arg to "$(cat announced)" --arg at "$(cat listen-port)" \
          '.redis_announce_port = $to | .redis_listen_port = $at' endpoint >through
        SHIELD_ENDPOINT_FILE=through "$redis" restore <archive 2>said & restore=$!
        await '[[ -e half-way ]]'
        r INFO replication | grep -q 'role:slave' || echo 'it is no replica'
        """;

    private const string End = """
        pkill -P $between 2>/dev/null || true; kill $between 2>/dev/null || true
        """;

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_restore_that_is_stopped_half_way_leaves_the_server_as_it_was(string signal)
    {
        var output = Box.Good($$"""
            {{HalfWay}}
            start=$SECONDS
            kill -{{signal}} $restore; code=0; wait $restore || code=$?
            echo $code; ((SECONDS - start <= 5)) || echo "after $((SECONDS - start)) s"
            grep -qx 'redis: nothing was changed' said || cat said
            {{End}}
            state | diff before -; r SET writable 1; staged_here
            """);

        Assert.Equal("4\nOK", output);
    }

    [Fact]
    public void A_connection_that_is_cut_half_way_leaves_the_server_as_it_was()
    {
        var output = Box.Good($$"""
            {{HalfWay}}
            {{End}}
            code=0; wait $restore || code=$?
            echo $code; grep -c 'hung up before it had loaded' said
            state | diff before -; r SET writable 1; staged_here
            """);

        Assert.Equal("4\n1\nOK", output);
    }

    [Fact]
    public async Task A_server_that_is_killed_half_way_comes_back_as_a_master()
    {
        Box.Good("(" + HalfWay + """

            r SAVE >/dev/null; touch saved
            code=0; wait $restore || code=$?; echo $code >code; kill $between) >/dev/null 2>&1 &
            await '[[ -e saved ]]'
            """);
        await Box.Server.KillAsync();
        Box.Good("await '[[ -s code ]]'");
        await Box.Server.RestartAsync();

        var output = Box.Good("""
            cat code; grep -c 'ended the connection' said || cat said
            grep -c 'may still be a replica' said || cat said
            state | diff before - || true; r SET writable 1
            "$redis" restore <archive 2>said; r DBSIZE; staged_here; grep -c 'made the server' said || true
            """);

        Assert.Equal("4\n1\n1\nOK\n20\n0", output);
    }

    [Fact]
    public void What_a_killed_restore_left_goes_with_the_next()
    {
        var output = Box.Good($$"""
            {{HalfWay}}
            kill -KILL $restore; wait $restore 2>/dev/null || true
            {{End}}
            find . -name 'shield-redis-*' -perm 700 | grep -c .; find . -name '*.rdb' -perm 600 | grep -c .
            "$redis" validate 2>&1 | grep -c 'the next one by the same agent does so'
            # Another place, in which nobody has written down that this is no replica of somebody's own.
            mkdir elsewhere; jq --arg at "$PWD/elsewhere" '.redis_staging_dir = $at' endpoint >other
            code=0; SHIELD_ENDPOINT_FILE=other "$redis" restore <archive 2>said || code=$?; echo $code
            grep -c 'the server is a replica of' said
            "$redis" restore <archive 2>said; grep -c 'made the server a master again' said
            r DBSIZE; r SET writable 1; staged_here
            """);

        Assert.Equal("1\n1\n1\n4\n1\n1\n20\nOK", output);
    }

    [Fact]
    public void A_stop_while_the_server_loads_says_what_is_to_be_done()
    {
        var output = Box.Good("""
            r DEBUG POPULATE 20000 key 100 >/dev/null; r DEBUG DIGEST >before; "$redis" backup >archive
            r FLUSHALL >/dev/null
            # Slow enough to be stopped, and to answer meanwhile.
            r CONFIG SET key-load-delay 300 loading-process-events-interval-bytes 2048 >/dev/null
            "$redis" restore <archive 2>said & restore=$!
            await 'r INFO persistence | grep -q ^loading:1'
            start=$SECONDS; kill $restore; code=0; wait $restore || code=$?; echo $code
            ((SECONDS - start <= 5)) || echo "after $((SECONDS - start)) s"
            grep -c 'send it REPLICAOF NO ONE, or restart it' said; grep -c 'all of it or nothing' said
            find . -name archive.rdb
            r CONFIG SET key-load-delay 0 >/dev/null; await 'r INFO persistence | grep -q ^loading:0'
            r DEBUG DIGEST | diff before -
            "$redis" restore <archive 2>said; grep -c 'made the server a master again' said; staged_here
            r SET writable 1
            """);

        Assert.Equal("4\n1\n1\n1\nOK", output);
    }

    [Fact]
    public void A_stop_before_the_input_has_ended_leaves_nothing()
    {
        var output = Box.Good("""
            make_much 2; "$redis" backup >archive; r SET newer 1 >/dev/null; state >before
            mkfifo pipe; "$redis" restore <pipe 2>said & restore=$!
            exec 3>pipe; head -c 1000000 archive >&3
            await '[[ -n $(find . -name archive.rdb -size +100k) ]]'
            kill $restore; code=0; wait $restore || code=$?; echo $code; exec 3>&-
            state | diff before -; staged_here
            """);

        Assert.Equal("4", output);
    }

    [Fact]
    public void A_backup_that_is_stopped_ends_at_once()
    {
        var output = Box.Good("""
            make_much 20
            mkfifo out; "$redis" backup >out 2>said & backup=$!
            exec 4<out; head -c 1000 <&4 >/dev/null
            kill $backup; start=$SECONDS; code=0; wait $backup || code=$?; echo $code
            ((SECONDS - start <= 5)) || echo "after $((SECONDS - start)) s"
            grep -c 'stopped by SIGTERM' said
            "$redis" backup >archive; redis-check-rdb archive | grep -c 'RDB looks OK'
            """);

        Assert.Equal("4\n1\n1", output);
    }

    [Fact]
    public async Task A_server_that_is_killed_in_a_backup_is_a_failure()
    {
        Box.Good("""
            make_much 20; mkfifo out
            (code=0; "$redis" backup >out 2>said || code=$?; echo $code >code) >/dev/null 2>&1 &
            (exec 4<out; head -c 100000 <&4; touch begun; await 'test -e killed'; cat <&4) >/dev/null 2>&1 &
            await 'test -e begun'
            """);
        await Box.Server.KillAsync();

        var output = Box.Good("""
            touch killed; await 'test -s code'; cat code; grep -c 'ended the connection' said
            """);

        Assert.Equal("4\n1", output);
        await Box.Server.RestartAsync();
    }
}
