using System.Globalization;
using Shield.Servers;

namespace Shield.Plugins.Redis.Tests;

public sealed class SizeTests() : ServerTests
{
    private const int KibibytesMax = 200 * 1024;

    /// <summary>Runs a command, and prints the most memory it had; it is asked as long as it lives.</summary>
    private const string Peak = """
        peak() {
          local most=0 now
          "$@" <&0 & local process=$!
          while now=$(grep VmHWM /proc/$process/status 2>/dev/null | tr -dc 0-9) && [[ $now ]]; do
            most=$now; sleep 0.05
          done
          wait $process; echo "$most" >>peaks
        }
        """;

    [Theory]
    [InlineData("no", 100 << 20, 100_000_000)]
    [InlineData("yes", 300 << 20, 1_000)]
    public void Memory_stays_flat_however_large_a_value_is(string compression, int size, long bytesMin)
    {
        var output = Box.Good($$"""
            {{Peak}}
            r CONFIG SET rdbcompression {{compression}} >/dev/null
            r DEBUG POPULATE 1 big {{size}} >/dev/null; r DEBUG DIGEST >before
            peak "$redis" backup >archive; peak "$redis" fingerprint >print
            r FLUSHALL >/dev/null
            peak "$redis" restore <archive; r DEBUG DIGEST | diff before -
            stat -c %s archive; sort -n peaks | sed -n '1p;$p'; wc -l <peaks
            """).Split('\n').Select(long.Parse).ToArray();

        Assert.True(output[0] > bytesMin, $"the archive has {output[0]} bytes");
        Assert.InRange(output[1], 1, KibibytesMax);
        Assert.InRange(output[2], 1, KibibytesMax);
        Assert.Equal(3, output[3]);
    }

    [Fact]
    public async Task Memory_stays_flat_however_much_there_is()
    {
        await using var other = await RedisServer.StartAsync();

        var output = Box.Good($$"""
            {{Peak}}
            r CONFIG SET rdbcompression no >/dev/null; r DEBUG POPULATE 1024 big 1048576 >/dev/null
            r SET big:1023 last >/dev/null
            jq '.redis_port = {{other.Port}} | .redis_password = "{{other.Password}}"' endpoint >to
            peak "$redis" backup | tee >(wc -c >size) | SHIELD_ENDPOINT_FILE=to peak "$redis" restore
            export REDISCLI_AUTH={{other.Password}} port={{other.Port}}
            r DBSIZE; r STRLEN big:7; r GET big:1023; await '[[ -s size ]]'; cat size peaks
            """).Split('\n');

        Assert.Equal(["1024", "1048576", "last"], output[..3]);
        Assert.InRange(long.Parse(output[3], CultureInfo.InvariantCulture), 1023 << 20, 1025 << 20);
        Assert.All(
            output[4..],
            peak => Assert.InRange(long.Parse(peak, CultureInfo.InvariantCulture), 1, KibibytesMax));
        Assert.Equal(2, output[4..].Length);
    }
}
