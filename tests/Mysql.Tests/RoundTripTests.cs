namespace Shield.Plugins.Mysql.Tests;

public sealed class RoundTripTests : ServerTests
{
    private const string Destroy = """
        sql "$db" <<'SQL'
          SET foreign_key_checks = 0;
          UPDATE t SET txt = 'changed'; DROP TABLE fk2, part, numbered; DROP SEQUENCE sq; DROP VIEW z_base;
          CREATE TABLE z_base (now INT); DELETE FROM sysv; TRUNCATE my_isam; DROP FUNCTION f;
          SET sql_mode = 'ORACLE'; DROP PACKAGE pack; CREATE PACKAGE other AS END; SET sql_mode = DEFAULT;
          DROP TABLE empty_one; CREATE VIEW empty_one AS SELECT 1 AS x;
          CREATE TABLE extra (a INT); CREATE PROCEDURE extra() SELECT 1;
          CREATE VIEW extra_view AS SELECT * FROM t;
          CREATE TRIGGER extra_trigger AFTER INSERT ON my_isam FOR EACH ROW SET @a = 1; DROP EVENT once;
          CREATE EVENT extra ON SCHEDULE EVERY 1 DAY DO SELECT 1; DROP TRIGGER trg;
          CREATE SEQUENCE extra_sequence;
        SQL
        sql <<<"ALTER DATABASE \`$db\` CHARACTER SET latin1 COMMENT 'changed'"
        """;

    [Fact]
    public void What_was_changed_and_dropped_comes_back_and_what_was_added_goes()
    {
        var (exit, diff, errors) = Box.Run(Box.Endpoint(), $$"""
            make_shop; state >before
            "$my" fingerprint >print-before; "$my" backup >archive 2>said
            {{Destroy}}
            state >destroyed; ! diff -q before destroyed >/dev/null || echo 'nothing was destroyed'
            "$my" fingerprint >print-destroyed; ! cmp -s print-before print-destroyed || echo 'same print'
            "$my" restore <archive
            state >after; "$my" fingerprint >print-after
            diff before after; diff print-before print-after
            sql "$db" <<<"INSERT INTO numbered (v) VALUES (3); SELECT MAX(id) > 11 FROM numbered"
            staged_here
            """);

        Assert.Equal("1", diff);
        Assert.Equal(0, exit);
        Assert.Contains($"restored: '{Box.Database}'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_gone_is_made_as_it_was()
    {
        var diff = Box.Good("""
            make_shop; state >before; "$my" backup >archive
            sql <<<"DROP DATABASE \`$db\`"
            "$my" restore <archive
            state >after; diff before after
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void What_is_not_quite_in_an_archive_is_said()
    {
        var (_, _, errors) = Box.Run(Box.Endpoint(), """
            make_shop; sql "$db" <<<'CREATE TABLE fl (f FLOAT)'
            "$my" backup >archive
            """);

        Assert.Contains("not InnoDB are not of one instant", errors, StringComparison.Ordinal);
        Assert.Contains("'aria', 'my_isam'", errors, StringComparison.Ordinal);
        Assert.Contains("FLOAT are written with six digits: 'fl.f'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_database_comes_back_empty()
    {
        var diff = Box.Good("""
            sql <<<"CREATE DATABASE \`$db\` CHARACTER SET latin2"; state >before
            "$my" backup >archive
            sql "$db" <<<'CREATE TABLE twice (a INT); CREATE VIEW v AS SELECT 1'
            "$my" restore <archive
            state >after; diff before after; staged_here
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void Another_database_gets_the_content()
    {
        Box.Good("make_shop; \"$my\" backup >archive; state >before");

        var (exit, diff, errors) = Box.Run(Box.EndpointFor(Box.Database + " Copy`'é"), """
            sql <<<"CREATE DATABASE \`$db copy\`; CREATE TABLE \`$db copy\`.stays (a INT)"
            "$my" restore <archive
            sql <<<"DROP DATABASE \`$db\`"
            copy="$db Copy\`\`'é"
            sql <<<"SELECT COUNT(*) FROM \`$copy\`.t; SELECT COUNT(*) FROM \`$copy\`.a_top;
              SHOW TABLES FROM \`$db copy\`;
              INSERT INTO \`$copy\`.numbered (v) VALUES (1); SELECT \`$copy\`.f(1)"
            """);

        Assert.Equal((0, "3011\n1940\nstays\né1"), (exit, diff));
        Assert.Contains("goes on meaning that database", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Stock_programs_restore_an_archive()
    {
        var diff = Box.Good("""
            make_shop; state >before; "$my" backup >archive
            sql <<<"DROP DATABASE \`$db\`; CREATE DATABASE \`$db\` COMMENT 'it''s the shop'"
            sql "$db" <archive >/dev/null
            state >after; diff before after
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void Backups_while_others_write_are_of_one_instant()
    {
        // Both tables always have the same sum, as long as they are looked at together.
        var diff = Box.Good("""
            make_small
            sql "$db" <<<"CREATE TABLE one (n INT) SELECT 0 AS n; CREATE TABLE two (n INT) SELECT 0 AS n"
            while [[ ! -e stop ]]; do
              echo 'BEGIN; UPDATE one SET n = n + 1; UPDATE two SET n = n + 1; COMMIT;'
            done | sql "$db" & writer=$!
            await '[[ $(sql "$db" <<<"SELECT n FROM one") -gt 10 ]]'
            "$my" backup >archive
            touch stop; wait $writer
            "$my" restore <archive
            sql "$db" <<<'SELECT one.n = two.n, one.n > 10 FROM one, two'
            """);

        Assert.Equal("1\t1", diff);
    }
}
