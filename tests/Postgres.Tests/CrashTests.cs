using Shield.Servers;

namespace Shield.Plugins.Postgres.Tests;

/// <summary>What dies in the middle.</summary>
public sealed class CrashTests : IClassFixture<OwnServer>, IDisposable
{
    /// <summary>A restore that has all of its input but the end, once its new database is being
    /// filled.</summary>
    private const string HalfWay = """
        mkfifo pipe
        "$pg" restore <pipe 2>said & restore=$!
        exec 3>pipe
        head -c $(($(stat -c %s archive) * 3 / 4)) archive >&3
        await '[[ -n $(staged_here) && $(sql postgres <<<"SELECT count(*) FROM pg_stat_activity
          WHERE datname LIKE '"'shield_new%'"' AND query LIKE '"'COPY%'"'") == 1 ]]'
        """;

    private readonly PostgresServer _server;
    private readonly Sandbox _box;

    public CrashTests(OwnServer own)
    {
        _server = own.Server;
        _box = new Sandbox(_server);
        _box.Good("""
            make_small; "$pg" backup >archive
            sql "$db" <<<"UPDATE t SET b = 'newer than the archive'"; state >before
            """);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_restore_that_is_stopped_leaves_nothing_within_five_seconds(string signal)
    {
        var output = _box.Good($$"""
            ls /dev/shm >others
            {{HalfWay}}
            start=$SECONDS
            kill -{{signal}} $restore; code=0; wait $restore || code=$?
            [[ $code == 4 ]] || echo "exit $code"
            ((SECONDS - start <= 5)) || echo "after $((SECONDS - start)) s"
            grep -qx 'postgres: nothing was changed' said || cat said
            state | diff before -
            staged_here
            grep -rlF "$(cut -d : -f 5 passfile)" /dev/shm 2>/dev/null | grep -vFf others || true
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void What_a_killed_restore_left_goes_with_the_next()
    {
        var output = _box.Good($$"""
            {{HalfWay}}
            kill -KILL $restore; wait $restore || true; exec 3>&-
            state | diff before -
            await '[[ -z $(sql postgres <<<"SELECT FROM pg_locks WHERE locktype = '"'advisory'"'") ]]'
            [[ -n $(staged_here) ]] || echo 'nothing was left'
            "$pg" validate 2>&1 | grep -q 'is left of a restore' || echo 'validate says nothing'
            "$pg" restore <archive 2>&1 | grep -q 'removed what an earlier restore' || echo 'nothing removed'
            staged_here
            sql "$db" <<<"SELECT count(*) FROM t WHERE b LIKE 'newer%'"
            """);

        Assert.Equal("0", output);
    }

    [Fact]
    public void A_restore_that_lives_is_not_taken_for_left_over()
    {
        // It waits for more of a large object: a session that waits for rows holds up every removal.
        var output = _box.Good("""
            sql postgres <<<"CREATE DATABASE \"$db-lo\""
            sql "$db-lo" >/dev/null <<'SQL'
              SELECT lo_from_bytea(0, string_agg(decode(md5(i::text), 'hex'), ''))
                FROM generate_series(1, 50000) i
            SQL
            jq --arg name "$db-lo" '.pg_database = $name' endpoint >other
            SHIELD_ENDPOINT_FILE=other "$pg" backup >large
            mkfifo pipe; SHIELD_ENDPOINT_FILE=other "$pg" restore <pipe 2>said & restore=$!
            exec 3>pipe; head -c 500000 large >&3
            await '[[ $(staged_here) == shield_new_* ]]'
            "$pg" restore <archive 2>&1 | grep -v restored: || true
            [[ $(staged_here) == shield_new_* ]] || echo 'it was removed'
            tail -c +500001 large >&3; exec 3>&-
            wait $restore || cat said
            staged_here
            """);

        Assert.Empty(output);
    }

    [Fact]
    public async Task A_server_that_is_killed_in_a_restore_comes_back_unchanged()
    {
        _box.Good("mkfifo go pipe; (" + HalfWay.Replace("mkfifo pipe", "", StringComparison.Ordinal) + """

            touch half-way; read -r _ <go
            tail -c +$(($(stat -c %s archive) * 3 / 4 + 1)) archive >&3 || true; exec 3>&-
            code=0; wait $restore || code=$?; echo $code >code) >/dev/null 2>&1 &
            await 'test -e half-way'
            """);
        await _server.KillAsync();
        _box.Good("echo >go; await 'test -s code'");
        await _server.RestartAsync(OwnServer.Options);

        var output = _box.Good("""
            cat code; grep -qE 'went away|ended the connection' said || cat said
            state | diff before -
            "$pg" restore <archive; staged_here
            sql "$db" <<<"SELECT count(*) FROM t WHERE b LIKE 'newer%'"
            """);

        Assert.Equal("3\n0", output);
    }

    [Fact]
    public async Task A_server_that_is_killed_in_a_backup_is_a_failure()
    {
        _box.Good("""
            sql "$db" <<<"INSERT INTO t SELECT i, md5(i::text) || md5((-i)::text)
              FROM generate_series(20001, 150000) i"
            mkfifo out
            (code=0; "$pg" backup >out 2>said || code=$?; echo $code >code) >/dev/null 2>&1 &
            (exec 4<out; head -c 100000 <&4; touch begun
              await 'test -e killed'; cat <&4) >/dev/null 2>&1 &
            await 'test -e begun'
            """);
        await _server.KillAsync();

        var output = _box.Good("""
            touch killed; await 'test -s code'; cat code
            grep -qE 'went away|ended the connection' said || cat said
            """);

        Assert.Equal("3", output);
        await _server.RestartAsync(OwnServer.Options);
    }

    [Theory]
    [InlineData("BEGIN; CREATE TABLE p (); PREPARE TRANSACTION 'pending'", "ROLLBACK PREPARED 'pending'",
        "the prepared transaction 'pending'")]
    [InlineData("SELECT pg_create_logical_replication_slot('slot', 'pgoutput')",
        "SELECT pg_drop_replication_slot('slot')", "the logical replication slot 'slot'")]
    public void What_keeps_a_database_from_being_replaced_is_said_beforehand(
        string make, string remove, string named)
    {
        var (exit, _, errors) = _box.Run(_box.Endpoint(), $$"""
            sql "$db" <<<"{{make}}" >/dev/null
            code=0; "$pg" restore <archive || code=$?
            sql "$db" <<<"{{remove}}" >/dev/null
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.Contains($"{named} keeps database", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _box.Dispose();
}
