namespace Shield.Plugins.S3.Tests;

[Collection(AloneCollection.Name)]
public sealed class ConformanceTests : ServerTests
{
    [Fact]
    public void The_plugin_keeps_to_the_protocol()
    {
        var (bad, notChecked) = Box.Conformance(Box.Endpoint(), "store", "", "32MiB");

        Assert.Empty(bad);
        Assert.Empty(notChecked);
    }
}
