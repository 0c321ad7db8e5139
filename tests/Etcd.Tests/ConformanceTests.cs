namespace Shield.Plugins.Etcd.Tests;

public sealed class ConformanceTests(EtcdServer server) : ServerTests(server)
{
    [Fact]
    public void The_plugin_keeps_to_the_protocol()
    {
        var (bad, notChecked) = Box.Conformance(Box.Endpoint(), "target", """
            make_all; make_much 4; make_change
            """);

        Assert.Empty(bad);
        Assert.All(notChecked, line => Assert.Matches("its key|a required field", line));
    }
}
