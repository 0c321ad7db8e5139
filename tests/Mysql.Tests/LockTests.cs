namespace Shield.Plugins.Mysql.Tests;

/// <summary>Others who are connected, and what keeps a database from taking its place.</summary>
public sealed class LockTests : ServerTests
{
    private const string Hold = """
        mkfifo held; sql "$db" <held >/dev/null & exec 4>held
        """;

    [Theory]
    [InlineData("BEGIN; SELECT * FROM twice;")]
    [InlineData("LOCK TABLES t READ;")]
    public void A_lock_of_somebody_else_fails_the_restore_and_changes_nothing(string hold)
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            make_small; "$my" backup >archive
            sql "$db" <<<"UPDATE t SET b = 'newer'; INSERT INTO twice VALUES (5)"; state >before
            {{Hold}}
            echo "{{hold}} DO GET_LOCK('$db', 0);" >&4
            await '[[ $(sql <<<"SELECT IS_USED_LOCK('"'$db'"') IS NOT NULL") == 1 ]]'
            code=0; "$my" restore <archive || code=$?
            exec 4>&-; wait
            state >after; diff before after; staged_here
            exit $code
            """);

        Assert.Empty(output);
        Assert.Equal(3, exit);
        Assert.Contains("somebody holds a lock on a table", errors, StringComparison.Ordinal);
        Assert.EndsWith("nothing was changed\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_succeeds_while_others_write()
    {
        var output = Box.Good("""
            make_small; state >before; "$my" backup >archive
            sql "$db" <<<'TRUNCATE t'
            # Until the trigger, the table or the like is missing for a moment.
            while [[ ! -e stop ]]; do
              echo 'BEGIN; INSERT INTO twice VALUES (7); DELETE FROM twice WHERE a > 2; COMMIT;'
            done | mariadb --defaults-file=client.cnf --force "$db" 2>/dev/null & writer=$!
            connected() { sql <<<"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE DB = '$db'"; }
            await '[[ $(connected) != 0 ]]'
            "$my" restore <archive
            touch stop; wait $writer || true
            state >after; diff before after; staged_here
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void What_cannot_be_put_in_place_whole_is_taken_back()
    {
        // Events are not tried beforehand, since they might run.
        var (exit, output, errors) = Box.Run(Box.Endpoint(), """
            make_shop; "$my" backup 2>said >archive
            sed 's/ON SCHEDULE EVERY 1 DAY/ON SCHEDULE EVERY nonsense/' archive |
              perl "$root/tests/Mysql.Tests/seal.pl" >bad
            sql "$db" <<SQL
              UPDATE nopk SET x = 0; DROP VIEW z_base; CREATE TABLE z_base (now_a_table INT); DROP TABLE part;
              CREATE TABLE extra (a INT); CREATE TRIGGER extra AFTER INSERT ON extra FOR EACH ROW SET @a = 1;
              DROP TABLE empty_one; CREATE VIEW empty_one AS SELECT 1 AS x; DROP VIEW a_top;
              CREATE PROCEDURE extra() SELECT 1; ALTER DATABASE \`$db\` CHARACTER SET latin1 COMMENT 'mine';
            SQL
            state >before
            code=0; "$my" restore <bad || code=$?
            state >after; diff before after; staged_here
            exit $code
            """);

        Assert.Empty(output);
        Assert.Equal(3, exit);
        Assert.EndsWith("nothing was changed\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_was_not_there_is_not_there_after_a_failure()
    {
        var (exit, output, _) = Box.Run(Box.Endpoint(), """
            make_small; "$my" backup >archive
            sed 's/ON SCHEDULE EVERY 1 DAY/ON SCHEDULE EVERY nonsense/' archive |
              perl "$root/tests/Mysql.Tests/seal.pl" >bad
            sql <<<"DROP DATABASE \`$db\`"
            code=0; "$my" restore <bad || code=$?
            sql <<<"SHOW DATABASES LIKE '$db%'"; staged_here
            exit $code
            """);

        Assert.Empty(output);
        Assert.Equal(3, exit);
    }

    [Fact]
    public void Foreign_keys_of_other_databases_are_said_beforehand()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), """
            make_small; "$my" backup >archive
            sql <<SQL
              CREATE DATABASE \`$db-other\`;
              CREATE TABLE \`$db-other\`.child (a INT, FOREIGN KEY (a) REFERENCES \`$db\`.t (a));
            SQL
            state >before; code=0; "$my" restore <archive || code=$?
            state >after; diff before after; staged_here
            exit $code
            """);

        Assert.Empty(output);
        Assert.Equal(4, exit);
        Assert.Contains($"'{Box.Database}-other.child'; drop these keys first", errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_restores_into_one_database_do_not_run_at_once()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), """
            make_small; state >before; "$my" backup >archive
            mkfifo pipe; "$my" restore <pipe 2>said & first=$!
            exec 3>pipe; head -c 1500000 archive >&3
            await '[[ -n $(staged_here) ]]'
            code=0; "$my" restore <archive || code=$?
            tail -c +1500001 archive >&3; exec 3>&-; wait $first || cat said
            state >after; diff before after; staged_here
            exit $code
            """);

        Assert.Empty(output);
        Assert.Equal(4, exit);
        Assert.Contains("another restore into the same database is going on", errors,
            StringComparison.Ordinal);
    }
}
