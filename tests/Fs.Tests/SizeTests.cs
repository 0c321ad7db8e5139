using System.Globalization;
using Shield.Servers;

namespace Shield.Plugins.Fs.Tests;

/// <summary>Memory does not grow with what passes.</summary>
public sealed class SizeTests : IDisposable
{
    private readonly Sandbox _box = new();

    [Fact]
    public void A_gibibyte_goes_through_in_little_memory()
    {
        var store = _box.Endpoint("store");

        var bytes = _box.Good(_box.Endpoint("tree"), $$"""
            source "$root/tests/Servers/peak.sh"
            mkdir tree; head -c 1G /dev/urandom >tree/large; store='{{store}}'
            peak 64 "$fs" backup -e "$endpoint" | peak 64 "$fs" store -e "$store" >said
            key=$(jq -r .key said)
            peak 64 "$fs" retrieve -e "$store" -k "$key" | peak 64 "$fs" restore -e "${endpoint/tree/copy}"
            cmp tree/large copy/large
            jq .bytes said
            """, ShellSandbox.LongPatience);

        Assert.InRange(long.Parse(bytes, CultureInfo.InvariantCulture), 1L << 30, (1L << 30) + (1 << 20));
    }

    public void Dispose() => _box.Dispose();
}
