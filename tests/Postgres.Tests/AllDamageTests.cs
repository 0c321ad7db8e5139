namespace Shield.Plugins.Postgres.Tests;

/// <summary>Archives of all databases that are not as they were written.</summary>
public sealed class AllDamageTests : IClassFixture<OwnServer>, IDisposable
{
    private readonly Sandbox _box;

    public AllDamageTests(OwnServer own)
    {
        _box = new Sandbox(own.Server);
        _box.Good("""
            make_small
            sql postgres <<SQL
              CREATE TABLE of_postgres AS SELECT 1 AS a;
              CREATE ROLE "$db-admin" LOGIN PASSWORD 'admins own';
              CREATE DATABASE "$db-two" OWNER "$db-admin";
            SQL
            sql "$db-two" <<<'CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 1000) i'
            """);
    }

    [Fact]
    public void An_archive_that_is_cut_or_damaged_changes_nothing()
    {
        var output = _box.Good(_box.EndpointFor(null), """
            "$pg" backup >archive; size=$(stat -c %s archive)
            sql postgres <<SQL
              DROP DATABASE "$db-two"; DROP ROLE "$db-admin"; DROP TABLE of_postgres;
            SQL
            all() { pg_dumpall -w -g | grep -Ev '^\\(un)?restrict '; state postgres; state "$db"; }
            all >before
            # Between two members, in the middle of one, before the mark at the end, and in that mark.
            end=$(grep -aobF end.json archive | tail -n 1 | cut -d : -f 1)
            for bytes in 1024 4000 $((size / 2)) $end; do
              code=0; head -c $bytes archive | "$pg" restore 2>said || code=$?
              [[ $code == [34] ]] || echo "$bytes: exit $code"
              grep -qE 'cut short|damaged|neither' said || cat said
              tail -n 1 said | grep -q 'nothing was changed$' || cat said
            done
            # A letter in the roles, one in a table of contents, and one in the data.
            toc=$(grep -aobF PGDMP archive | tail -n 1 | cut -d : -f 1)
            for at in 1600 $((toc + 700)) $((size / 2)) $((end + 600)); do
              code=0
              perl -0777 -pe "substr(\$_, $at, 1) ^= \"\\x01\"" archive | "$pg" restore 2>said || code=$?
              [[ $code == [34] ]] || echo "flip $at: exit $code"
            done
            all >after; diff before after
            sql postgres <<<"SELECT datname FROM pg_database WHERE datname LIKE 'shield%'"
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void Nothing_is_put_in_place_when_the_last_database_fails()
    {
        var (exit, output, errors) = _box.Run(_box.EndpointFor(null), """
            sql postgres <<<"ALTER DATABASE \"$db-two\" RENAME TO \"$db-zz\""
            "$pg" backup >archive
            sql "$db" <<<'DROP TABLE twice'
            mkdir unpacked; tar -xf archive -C unpacked
            last=$(ls unpacked/databases | tail -n 1)
            head -c 1500 unpacked/databases/$last/part-000001 >cut
            mv cut unpacked/databases/$last/part-000001
            cd unpacked
            tar --format=ustar -cf ../archive manifest.json globals.sql databases/*/part-* end.json
            cd ..
            state "$db" >before
            code=0; "$pg" restore <archive || code=$?
            state "$db" | diff before -
            sql postgres <<<"SELECT datname FROM pg_database WHERE datname LIKE 'shield%'"
            exit $code
            """);

        Assert.InRange(exit, 3, 4);
        Assert.Contains("cut short", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    public void Dispose()
    {
        _box.Good("sql postgres <<<'DROP TABLE IF EXISTS of_postgres'");
        _box.Dispose();
    }
}
