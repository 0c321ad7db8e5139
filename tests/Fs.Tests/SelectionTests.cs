using System.Text.Json.Nodes;

namespace Shield.Plugins.Fs.Tests;

public sealed class SelectionTests : IDisposable
{
    private const string Names = """ "$fs" backup -e "$endpoint" | tar --list | LC_ALL=C sort """;
    private readonly Sandbox _box = new();

    public SelectionTests() => _box.Good("", """
        mkdir -p tree/etc/app tree/cache/deep tree/.hidden tree/logs
        touch tree/a.conf tree/.hidden/f tree/etc/b.conf tree/etc/app/c.conf tree/etc/app/d.txt \
            tree/cache/deep/e.conf \
            tree/logs/g.log tree/'-x' $'tree/\xff.conf' tree/'com,ma'
        """);

    [Theory]
    [InlineData("*.log", "./logs/g.log")]
    [InlineData("g.log", "./logs/g.log")]
    [InlineData("cache", "./cache/ ./cache/deep/ ./cache/deep/e.conf")]
    [InlineData("/cache/", "./cache/ ./cache/deep/ ./cache/deep/e.conf")]
    [InlineData("deep", "./cache/deep/ ./cache/deep/e.conf")]
    [InlineData("cache/deep", "./cache/deep/ ./cache/deep/e.conf")]
    [InlineData("etc/*.conf", "./etc/app/c.conf ./etc/b.conf")]
    [InlineData("app/*", "")]
    [InlineData(".*", "./.hidden/ ./.hidden/f")]
    [InlineData("-x", "./-x")]
    [InlineData("com,ma", "./com,ma")]
    [InlineData("?.txt\nb.conf", "./etc/app/d.txt ./etc/b.conf")]
    public void Exclude_leaves_out_what_matches_and_nothing_else(string patterns, string leftOut)
    {
        var all = Lines(_box.Good(_box.Endpoint("tree"), Names));

        var kept = Lines(_box.Good(_box.Endpoint("tree", e => e["exclude"] = patterns), Names));

        Assert.Equal(leftOut.Split(' ', StringSplitOptions.RemoveEmptyEntries), all.Except(kept));
        Assert.Empty(kept.Except(all));
    }

    [Theory]
    [InlineData("*.txt", "./ ./etc/ ./etc/app/ ./etc/app/d.txt")]
    [InlineData("app", "./ ./etc/ ./etc/app/ ./etc/app/c.conf ./etc/app/d.txt")]
    [InlineData("etc/b.conf", "./ ./etc/ ./etc/b.conf")]
    [InlineData("-x\n.hidden", "./ ./-x ./.hidden/ ./.hidden/f")]
    [InlineData("nothing", "./")]
    public void Include_takes_what_matches_all_below_it_and_the_way_to_it(string patterns, string taken)
    {
        var kept = Lines(_box.Good(_box.Endpoint("tree", e => e["include"] = patterns), Names));

        Assert.Equal(taken.Split(' '), kept);
    }

    [Fact]
    public void Exclude_wins_over_include_and_names_that_are_not_utf8_match()
    {
        var kept = Lines(_box.Good(
            _box.Endpoint("tree", e =>
            {
                e["include"] = new JsonArray("*.conf");
                e["exclude"] = new JsonArray("etc", "cache/deep");
            }),
            Names));

        Assert.Equal(["./", "./\\377.conf", "./a.conf"], kept);
    }

    [Fact]
    public void A_fingerprint_sees_what_the_backup_chooses()
    {
        var endpoint = _box.Endpoint("tree", e => e["include"] = "*.conf");
        var before = _box.Good(endpoint, """ "$fs" fingerprint -e "$endpoint" """);

        _box.Good(endpoint, """ "$fs" backup -e "$endpoint" | "$fs" restore -e "${endpoint/tree/copy}" """);

        Assert.Equal(before, _box.Good(endpoint, """ "$fs" fingerprint -e "${endpoint/tree/copy}" """));
    }

    public void Dispose() => _box.Dispose();

    private static string[] Lines(string text) => text.Split('\n');
}
