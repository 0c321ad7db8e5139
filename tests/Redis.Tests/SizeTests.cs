using System.Globalization;
using Shield.Servers;

namespace Shield.Plugins.Redis.Tests;

public sealed class SizeTests() : ServerTests
{
    [Theory]
    [InlineData("no", 100 << 20, 100_000_000)]
    [InlineData("yes", 300 << 20, 1_000)]
    public void Memory_stays_flat_however_large_a_value_is(string compression, int size, long bytesMin)
    {
        var output = Box.Good($$"""
            source "$root/tests/Servers/peak.sh"
            r CONFIG SET rdbcompression {{compression}} >/dev/null
            r DEBUG POPULATE 1 big {{size}} >/dev/null; r DEBUG DIGEST >before
            peak 200 "$redis" backup >archive; peak 200 "$redis" fingerprint >print
            r FLUSHALL >/dev/null
            peak 200 "$redis" restore <archive; r DEBUG DIGEST | diff before -
            stat -c %s archive
            """);

        Assert.InRange(long.Parse(output, CultureInfo.InvariantCulture), bytesMin + 1, 2L * size);
    }

    [Fact]
    public async Task Memory_stays_flat_however_much_there_is()
    {
        await using var other = await RedisServer.StartAsync();

        var output = Box.Good($$"""
            source "$root/tests/Servers/peak.sh"
            r CONFIG SET rdbcompression no >/dev/null; r DEBUG POPULATE 1024 big 1048576 >/dev/null
            r SET big:1023 last >/dev/null
            jq '.redis_port = {{other.Port}} | .redis_password = "{{other.Password}}"' endpoint >to
            peak 200 "$redis" backup | tee >(wc -c >size) | SHIELD_ENDPOINT_FILE=to peak 200 "$redis" restore
            export REDISCLI_AUTH={{other.Password}} port={{other.Port}}
            r DBSIZE; r STRLEN big:7; r GET big:1023; await '[[ -s size ]]'; cat size
            """).Split('\n');

        Assert.Equal(["1024", "1048576", "last"], output[..3]);
        Assert.InRange(long.Parse(output[3], CultureInfo.InvariantCulture), 1023 << 20, 1025 << 20);
    }
}
