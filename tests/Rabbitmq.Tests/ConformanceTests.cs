namespace Shield.Plugins.Rabbitmq.Tests;

public sealed class ConformanceTests : ServerTests
{
    [Fact]
    public void The_plugin_keeps_to_the_protocol()
    {
        var endpoint = Box.Endpoint(("messages", true), ("overwrite", true));

        var (bad, notChecked) = Box.Conformance(endpoint, "target", """
            make_vhost
            queue large
            for part in {1..60}; do send large "$(head -c 60000 /dev/urandom | base64 -w 0)"; done
            v=$(escaped "$vhost")
            echo "curl -sS -K curlrc -X DELETE '$api_url/api/queues/$v/large'" >change
            """);

        Assert.Empty(bad);
        Assert.All(notChecked, line => Assert.Matches("its key", line));
    }
}
