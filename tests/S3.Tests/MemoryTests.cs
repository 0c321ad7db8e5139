using System.Globalization;
using Shield.Servers;

namespace Shield.Plugins.S3.Tests;

/// <summary>Memory does not grow with the archive: five times as much passes as may ever be held.</summary>
[Collection(AloneCollection.Name)]
public sealed class MemoryTests : ServerTests
{
    private const int Bytes = 1 << 30;
    private const int HeldKiBMax = 200 << 10;

    /// <summary>More than a pipe holds: until it is read, the program is there to be looked at.</summary>
    private const int Unread = 4 << 20;

    [Fact]
    public void A_gibibyte_passes_through_little_memory_both_ways()
    {
        var held = Box.Good(Box.Endpoint(), $$"""
            peak() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$1/status"; }
            mkfifo in out
            "$s3" store <in >said & store=$!
            exec 3>in
            noise {{Bytes}} >&3
            peak $store
            exec 3>&-; wait $store
            "$s3" retrieve -k "$(jq -r .key said)" >out & retrieve=$!
            exec 4<out
            { head -c {{Bytes - Unread}} <&4; peak $retrieve >&2; cat <&4; } 2>peak | cmp - <(noise {{Bytes}})
            wait $retrieve; cat peak
            """, ShellSandbox.LongPatience)
            .Split('\n').Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(2, held.Count);
        Assert.All(held, kib => Assert.InRange(kib, 1, HeldKiBMax));
    }
}
