namespace Shield.Plugins.Redis.Tests;

public sealed class ConformanceTests : ServerTests
{
    [Fact]
    public void The_plugin_keeps_to_the_protocol()
    {
        var (bad, notChecked) = Box.Conformance(Box.Endpoint(), "target", """
            make_all; make_much 5
            printf 'AUTH %s\nFLUSHALL\n' "$REDISCLI_AUTH" >commands
            echo "redis-cli -p $port <commands >/dev/null" >change
            """);

        Assert.Empty(bad);
        Assert.All(notChecked, line => Assert.Matches("its key|a required field", line));
    }
}
