using Shield.Servers;

namespace Shield.Plugins.Mysql.Tests;

/// <summary>What dies in the middle.</summary>
public sealed class CrashTests : IClassFixture<OwnServer>, IDisposable
{
    /// <summary>A restore that has all of its input but the end, once its new tables are being
    /// filled.</summary>
    private const string HalfWay = """
        mkfifo pipe
        "$my" restore <pipe 2>said & restore=$!
        exec 3>pipe
        head -c $(($(stat -c %s archive) * 3 / 4)) archive >&3
        await '[[ -n $(staged_here) && $(sql <<<"SELECT COUNT(*) > 1000 FROM $(staged_here).t") == 1 ]]'
        """;

    private readonly MysqlServer _server;
    private readonly Sandbox _box;

    public CrashTests(OwnServer own)
    {
        _server = own.Server;
        _box = new Sandbox(_server);
        _box.Good("""
            make_small; "$my" backup >archive
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
            grep -qx 'mysql: nothing was changed' said || tail -n 4 said
            state | diff before -
            staged_here
            grep -rlF "$(sed -n 's/^password=//p' client.cnf)" /dev/shm 2>/dev/null | grep -vFf others || true
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void A_backup_that_is_stopped_ends_within_five_seconds()
    {
        var output = _box.Good("""
            mkfifo out; "$my" backup >out 2>said & backup=$!
            exec 4<out; head -c 100000 <&4 >/dev/null
            start=$SECONDS
            kill -TERM $backup; code=0; wait $backup || code=$?
            [[ $code == 4 ]] || echo "exit $code"
            ((SECONDS - start <= 5)) || echo "after $((SECONDS - start)) s"
            grep -q 'stopped by SIGTERM' said || tail -n 4 said
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void What_a_killed_restore_left_goes_with_the_next()
    {
        var output = _box.Good($$"""
            {{HalfWay}}
            left=$(staged_here)
            kill -KILL $restore; wait $restore || true; exec 3>&-
            state | diff before -
            await '"$my" validate 2>&1 | grep -q "$left is left of a restore"'
            "$my" restore <archive 2>&1 | grep -q "removed what an earlier restore left: $left" || echo stays
            staged_here
            sql "$db" <<<"SELECT COUNT(*) FROM t WHERE b LIKE 'newer%'"
            """);

        Assert.Equal("0", output);
    }

    [Fact]
    public void What_was_there_before_a_restore_that_died_is_kept_until_the_next_of_the_same_database()
    {
        var output = _box.Good("""
            old=shield_old_00000000$(head -c 4 /dev/urandom | od -An -tx1 | tr -d ' \n')_0
            sql <<SQL
              CREATE DATABASE $old; CREATE TABLE $old.shield_way_back (place INT, of_database TEXT,
                  part BLOB);
              INSERT INTO $old.shield_way_back VALUES (1, '$db', ''); CREATE TABLE $old.t (a INT);
              CREATE DATABASE \`$db-other\`;
            SQL
            "$my" validate 2>&1 | grep -q "$old is left of a restore of '$db'" || echo 'validate says nothing'
            jq --arg name "$db-other" '.mysql_database = $name' endpoint >other
            SHIELD_ENDPOINT_FILE=other "$my" restore <archive 2>&1 | grep -qF "$old has what" || echo silent
            [[ $(staged_here) == "$old" ]] || echo 'it was removed'
            "$my" restore <archive 2>&1 | grep -q "removed what an earlier restore left: $old" || echo stays
            staged_here
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void A_restore_that_lives_is_not_taken_for_left_over()
    {
        var output = _box.Good($$"""
            {{HalfWay}}
            sql <<<"CREATE DATABASE \`$db-other\`"
            jq --arg name "$db-other" '.mysql_database = $name' endpoint >other
            SHIELD_ENDPOINT_FILE=other "$my" restore <archive 2>&1 | grep removed || true
            tail -c +$(($(stat -c %s archive) * 3 / 4 + 1)) archive >&3; exec 3>&-
            wait $restore || tail -n 4 said
            staged_here
            sql "$db" <<<"SELECT COUNT(*) FROM t WHERE b LIKE 'newer%'"
            """);

        Assert.Equal("0", output);
    }

    [Fact]
    public void A_session_of_a_restore_that_the_server_ends_changes_nothing()
    {
        var output = _box.Good($$"""
            {{HalfWay}}
            sql <<<"SELECT CONCAT('KILL ', ID, ';') FROM information_schema.PROCESSLIST
              WHERE DB = '$(staged_here)'" | sql
            tail -c +$(($(stat -c %s archive) * 3 / 4 + 1)) archive >&3 || true; exec 3>&-
            code=0; wait $restore || code=$?; echo $code
            grep -qE 'went away|ended the connection' said || tail -n 4 said
            state | diff before -; staged_here
            """);

        Assert.Equal("3", output);
    }

    public void Dispose() => _box.Dispose();
}
