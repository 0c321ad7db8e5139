namespace Shield.Plugins.Postgres.Tests;

/// <summary>All databases of a server at once.</summary>
public sealed class AllTests : IClassFixture<OwnServer>, IDisposable
{
    private readonly Sandbox _box;

    public AllTests(OwnServer own)
    {
        _box = new Sandbox(own.Server);
        _box.Good("""
            make_shop
            sql postgres <<SQL
              CREATE TABLE of_postgres AS SELECT 1 AS a;
              CREATE ROLE "$db-admin" LOGIN CREATEDB PASSWORD 'admins own';
              COMMENT ON ROLE "$db-admin" IS 'kept; "so"';
              GRANT "$reader" TO "$db-admin" WITH ADMIN OPTION; ALTER ROLE "$db-admin" SET work_mem = '9MB';
              CREATE DATABASE "$db-two" OWNER "$db-admin";
            SQL
            sql "$db-two" <<<'CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 1000) i'
            """);
    }

    [Fact]
    public void Everything_comes_back_with_roles_that_were_dropped()
    {
        var diff = _box.Good(_box.EndpointFor(null), """
            roles() { pg_dumpall -w -g | grep -Ev '^\\(un)?restrict '; }
            all() { roles; state "$db"; state "$db-two"; state postgres; }
            all >before; "$pg" fingerprint >print-before
            "$pg" validate; "$pg" backup >archive
            sql postgres <<SQL
              DROP DATABASE "$db"; DROP DATABASE "$db-two"; DROP TABLE of_postgres;
              DROP ROLE "$db-admin"; DROP ROLE "$owner"; DROP ROLE "$reader";
            SQL
            "$pg" restore <archive
            all >after; diff before after
            "$pg" fingerprint >print-after; diff print-before print-after
            sql postgres <<<"SELECT datname FROM pg_database WHERE datname LIKE 'shield%'"
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void What_the_archive_does_not_have_is_left_alone()
    {
        var after = _box.Good(_box.EndpointFor(null), """
            "$pg" backup >archive
            sql postgres <<SQL
              CREATE DATABASE later; CREATE ROLE later; ALTER ROLE "$db-admin" NOLOGIN;
            SQL
            sql later <<<'CREATE TABLE t AS SELECT 7 AS a'
            sql postgres <<<'SELECT pg_sleep(60)' >/dev/null 2>&1 &
            "$pg" restore <archive
            sql later <<<'SELECT a FROM t'
            sql postgres <<<"SELECT rolcanlogin FROM pg_roles WHERE rolname IN ('later', '$db-admin')"
            """);

        Assert.Equal("7\nf\nf", after);
    }

    [Fact]
    public void One_database_can_be_taken_out_of_an_archive_of_all()
    {
        _box.Good(_box.EndpointFor(null), "\"$pg\" backup >archive");

        var diff = _box.Good("""
            state >before; state "$db-two" >two
            sql "$db" <<<'DROP TABLE sales.part'; sql "$db-two" <<<'DELETE FROM t'; state "$db-two" >two
            "$pg" restore <archive
            state >after; diff before after; state "$db-two" | diff two -
            """);

        Assert.Empty(diff);
    }

    [Fact]
    public void A_database_that_the_archive_does_not_have_is_said()
    {
        _box.Good(_box.EndpointFor(null), "\"$pg\" backup >archive");

        var (exit, _, errors) = _box.Run(_box.EndpointFor("nowhere"), "\"$pg\" restore <archive");

        Assert.Equal(4, exit);
        Assert.Contains($"no database 'nowhere'; it has 'postgres', '{_box.Database}'", errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Both_archives_can_be_restored_by_hand()
    {
        var diff = _box.Good(_box.EndpointFor(null), """
            state >before; "$pg" backup >archive
            mkdir unpacked; tar -xf archive -C unpacked; cd unpacked
            folder=$(jq -r --arg name "$db" '.databases[] | select(.name == $name).folder' manifest.json)
            sql postgres <<<"DROP DATABASE \"$db\""
            cat $folder/part-* | pg_restore -w --create --exit-on-error --dbname=postgres
            state | diff ../before -
            """);

        Assert.Empty(diff);
    }

    public void Dispose()
    {
        _box.Good("""
            sql postgres <<'SQL'
            DROP TABLE IF EXISTS of_postgres;
            DROP DATABASE IF EXISTS later;
            DROP ROLE IF EXISTS later;
            SQL
            """);
        _box.Dispose();
    }
}
