namespace Shield.Plugins.Postgres.Tests;

public sealed class RoundTripTests : ServerTests
{
    /// <summary>A session that holds a lock on a table for itself alone, and one that only reads.</summary>
    private const string OthersHoldLocks = """
        hold() { sql "$db" <<<"BEGIN; $1; SELECT pg_sleep(60)" >/dev/null 2>&1 & }
        hold 'LOCK TABLE sales.t IN ACCESS EXCLUSIVE MODE'
        hold 'SELECT * FROM sales.x'
        await '[[ $(sql postgres <<<"SELECT count(*) FROM pg_stat_activity WHERE datname = '"'$db'"'
          AND wait_event = '"'PgSleep'"'") == 2 ]]'
        """;

    [Fact]
    public void What_was_changed_and_dropped_comes_back_while_others_hold_locks()
    {
        var diff = Box.Good($$"""
            make_shop; state >before
            "$pg" fingerprint >print-before; "$pg" backup >archive
            sql postgres <<SQL
              ALTER DATABASE "$db" OWNER TO postgres; ALTER DATABASE "$db" SET work_mem = '1MB';
              ALTER DATABASE "$db" RESET search_path; ALTER ROLE "$owner" IN DATABASE "$db" RESET ALL;
              GRANT CONNECT ON DATABASE "$db" TO PUBLIC;
              REVOKE CONNECT ON DATABASE "$db" FROM "$reader" CASCADE;
              COMMENT ON DATABASE "$db" IS 'changed'; ALTER DATABASE "$db" CONNECTION LIMIT 7;
            SQL
            sql "$db" >/dev/null <<'SQL'
              DROP TABLE sales.part; UPDATE sales.t SET txt = 'changed'; DELETE FROM sales.twice;
              SELECT setval('sales.s', 1); SELECT lo_unlink(oid) FROM pg_largeobject_metadata;
              CREATE TABLE sales.extra (a int); DROP POLICY p1 ON sales.t; REVOKE ALL ON sales.t FROM PUBLIC;
              DROP INDEX sales.partial; DROP FUNCTION sales.f; DROP EXTENSION hstore CASCADE;
            SQL
            {{OthersHoldLocks}}
            "$pg" restore <archive
            state >after; "$pg" fingerprint >print-after
            diff before after; diff print-before print-after
            staged_here
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void A_database_that_is_gone_is_made_as_it_was()
    {
        var diff = Box.Good("""
            make_shop; state >before; "$pg" backup >archive
            sql postgres <<<"DROP DATABASE \"$db\""
            "$pg" restore <archive
            state >after; diff before after
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void An_empty_database_comes_back_empty()
    {
        var diff = Box.Good("""
            sql postgres <<<"CREATE DATABASE \"$db\""; state >before
            "$pg" backup >archive
            sql "$db" <<<'CREATE TABLE t (a int)'
            "$pg" restore <archive
            state >after; diff before after
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void Another_database_gets_the_content_and_keeps_its_owner_settings_and_rights()
    {
        Box.Good("make_shop; \"$pg\" backup >archive");

        var after = Box.Good(Box.EndpointFor(Box.Database + "-copy"), """
            sql postgres <<SQL
              CREATE ROLE "$db-other"; CREATE DATABASE "$db-copy" OWNER "$db-other";
              ALTER DATABASE "$db-copy" SET work_mem = '3MB';
              GRANT CREATE ON DATABASE "$db-copy" TO "$reader";
              REVOKE TEMPORARY ON DATABASE "$db-copy" FROM PUBLIC; COMMENT ON DATABASE "$db-copy" IS 'mine';
              ALTER DATABASE "$db-copy" CONNECTION LIMIT 9;
              SET ROLE "$db-other"; GRANT CONNECT ON DATABASE "$db-copy" TO "$owner" WITH GRANT OPTION;
              SET ROLE "$owner"; GRANT CONNECT ON DATABASE "$db-copy" TO "$reader";
            SQL
            itself() { ask_psql -v db="$db-copy" <<<"$ITSELF_SQL"; }
            itself >before; state >/dev/null
            "$pg" restore <archive
            itself >after; diff before after
            sql "$db-copy" <<<'SELECT count(*) FROM sales.t'
            """);

        Assert.Equal("20002", after);
    }

    [Fact]
    public void A_copy_under_a_name_that_is_not_there_is_made_with_owner_and_rights()
    {
        Box.Good("make_shop; \"$pg\" backup >archive");

        var diff = Box.Good(Box.EndpointFor(Box.Database + "-copy"), """
            "$pg" restore <archive
            diff <(state | sed "s/$db-copy/$db/") <(state "$db-copy" | sed "s/$db-copy/$db/")
            """);

        Assert.Empty(diff);
    }

    [Theory]
    [InlineData("sp ace 'q\"uote $(touch pwned)")]
    [InlineData("-x")]
    [InlineData("host=evil dbname=postgres")]
    [InlineData("Größe 名前 😀")]
    [InlineData("back\\slash:colon")]
    [InlineData("two\nlines")]
    public void The_name_of_a_database_is_only_a_name(string suffix)
    {
        // "-x" has to stand at the beginning: this one is removed by the test itself.
        var name = suffix == "-x" ? "-x" : Box.Database + suffix;
        var endpoint = Box.EndpointFor(name);
        File.WriteAllText(Box.PathOf("name"), name);

        var (exit, output, errors) = Box.Run(endpoint, """
            name=$(cat name)
            ask_psql -v name="$name" <<<'CREATE DATABASE :"name"'
            PGDATABASE=$name ask_psql <<<'CREATE TABLE t AS SELECT 1 AS a'
            "$pg" validate; "$pg" fingerprint >before; "$pg" backup >archive
            PGDATABASE=$name ask_psql <<<'DROP TABLE t'
            "$pg" restore <archive
            ask_psql -v name="$name" <<<"COMMENT ON DATABASE :\"name\" IS NULL"
            "$pg" fingerprint >after; cmp before after
            ask_psql -v name="$name" <<<'DROP DATABASE :"name"'
            test ! -e pwned
            """);

        Assert.True(exit == 0, errors);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a:b\\:c\\\\")]
    [InlineData("it's \"quoted\" $HOME `id`")]
    [InlineData(" leading and trailing ")]
    [InlineData("пароль 😀")]
    public void A_password_is_taken_as_it_is(string password)
    {
        File.WriteAllText(Box.PathOf("secret"), password);
        Box.Good("""
            ask_psql -v role="$db-user" -v secret="$(cat secret; echo .)" <<'SQL'
              SELECT format('CREATE ROLE %I LOGIN CREATEDB PASSWORD %L', :'role', left(:'secret', -1)) \gexec
              SELECT format('CREATE DATABASE %I OWNER %1$I', :'role') \gexec
            SQL
            """);
        var endpoint = Box.EndpointFor(Box.Database + "-user");
        endpoint["pg_user"] = Box.Database + "-user";
        endpoint["pg_password"] = password;

        Box.Good(endpoint, "\"$pg\" backup >archive; \"$pg\" restore <archive");
    }

    [Theory]
    [InlineData("LOCALE_PROVIDER icu ICU_LOCALE 'sv-SE' LOCALE 'C'")]
    [InlineData("ENCODING 'LATIN1' LOCALE 'C'")]
    [InlineData("ENCODING 'SQL_ASCII' LOCALE 'C'")]
    [InlineData("LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")]
    [InlineData("IS_TEMPLATE true")]
    public void A_database_keeps_its_encoding_and_locale(string options)
    {
        var diff = Box.Good($$"""
            sql postgres <<<"CREATE DATABASE \"$db\" TEMPLATE template0 {{options}}"
            sql "$db" <<<"SET client_encoding = 'LATIN1'; CREATE TABLE t AS SELECT 'z'::text AS a"
            state >before; "$pg" backup >archive
            sql "$db" <<<'DROP TABLE t'; "$pg" restore <archive; state >after; diff before after
            sql postgres <<<"ALTER DATABASE \"$db\" IS_TEMPLATE false"
            sql postgres <<<"DROP DATABASE \"$db\""; "$pg" restore <archive; state >after; diff before after
            staged_here
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void An_owner_without_privileges_backs_up_and_restores_what_is_theirs()
    {
        Box.Good("""
            sql postgres <<SQL
              CREATE ROLE "$db-user" LOGIN CREATEDB PASSWORD 'theirs'; CREATE DATABASE "$db" OWNER "$db-user";
              ALTER DATABASE "$db" SET work_mem = '3MB'; ALTER ROLE "$db-user" SET statement_timeout = '1ms';
              ALTER ROLE "$db-user" SET default_transaction_read_only = on;
            SQL
            """);
        var endpoint = Box.Endpoint();
        endpoint["pg_user"] = Box.Database + "-user";
        endpoint["pg_password"] = "theirs";

        var diff = Box.Good(endpoint, """
            echo '*:*:*:*:theirs' >theirs; chmod 600 theirs
            export PGUSER="$db-user" PGPASSFILE=$PWD/theirs
            export PGOPTIONS='-c statement_timeout=0 -c default_transaction_read_only=off'
            sql "$db" >/dev/null <<'SQL'
              CREATE EXTENSION hstore; CREATE TABLE t AS SELECT 1 AS a; SELECT lo_create(0)
            SQL
            export PGUSER=postgres PGPASSFILE=$PWD/passfile; unset PGOPTIONS
            state >before
            "$pg" validate; "$pg" backup >archive; sql "$db" <<<'DROP TABLE t'; "$pg" restore <archive
            state >after; diff before after
            """);

        Assert.Empty(diff);
    }
}
