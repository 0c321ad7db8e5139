using System.Text.Json.Nodes;
using Shield.Servers;

namespace Shield.Plugins.Fs.Tests;

public sealed class ConformanceTests : IDisposable
{
    private readonly ShellSandbox _box = new("fs");

    [Theory]
    [InlineData("target")]
    [InlineData("store")]
    public void The_plugin_keeps_to_the_protocol(string mode)
    {
        var endpoint = new JsonObject { ["base_dir"] = _box.PathOf("base") };

        var (bad, notChecked) = _box.Conformance(endpoint, mode, """
            mkdir -p base/folder; head -c 5000000 /dev/urandom >base/folder/file
            echo 'rm base/folder/file' >change
            """, "1GiB");

        Assert.Empty(bad);
        Assert.All(notChecked, line => Assert.Matches("other kind|its key|password|no secret", line));
    }

    public void Dispose() => _box.Dispose();
}
