namespace Shield.Plugins.Postgres.Tests;

public sealed class ConformanceTests : ServerTests
{
    [Fact]
    public void The_plugin_keeps_to_the_protocol()
    {
        var (bad, notChecked) = Box.Conformance(Box.Endpoint(), "target", """
            make_small
            sql "$db" <<<"INSERT INTO t SELECT i, gen_random_uuid()::text || gen_random_uuid()::text
              FROM generate_series(10000, 160000) i" >/dev/null
            cat >change <<END
            export PGPASSFILE=./passfile PGHOST=$PGHOST PGPORT=$PGPORT PGUSER=$PGUSER
            psql -q -d "$db" -c 'DROP TABLE t'
            END
            """);

        Assert.Empty(bad);
        Assert.All(notChecked, line => Assert.Matches("its key", line));
    }
}
