namespace Shield.Plugins.Mysql.Tests;

public sealed class ConformanceTests : ServerTests
{
    [Fact]
    public void The_plugin_keeps_to_the_protocol()
    {
        var (bad, notChecked) = Box.Conformance(Box.Endpoint(), "target", """
            make_small
            sql "$db" <<<"INSERT INTO t SELECT seq, CONCAT(SHA2(seq, 512), MD5(seq)) FROM seq_30001_to_60000"
            echo "mariadb --defaults-file=client.cnf '$db' -e 'DROP TABLE t'" >change
            """);

        Assert.Empty(bad);
        Assert.All(notChecked, line => Assert.Matches("its key", line));
    }
}
