using System.Text.Json.Nodes;

namespace Shield.Plugins.Fs.Tests;

public sealed class RoundTripTests : IDisposable
{
    private const string Cycle = """
        "$fs" backup -e "$endpoint" > archive
        "$fs" restore -e "${endpoint/tree/copy}" < archive
        """;

    private readonly Sandbox _box = new();

    [Theory]
    [InlineData(NastyTree.Listing)]
    [InlineData(NastyTree.Attributes)]
    [InlineData(NastyTree.Contents)]
    [InlineData(NastyTree.Blocks)]
    public void A_nasty_tree_comes_back_as_other_tools_see_it(string view)
    {
        _box.Good("", NastyTree.With("tree", NastyTree.Make));
        var before = _box.Good("", NastyTree.With("tree", view));

        _box.Good(_box.Endpoint("tree"), Cycle);

        Assert.NotEmpty(before);
        Assert.Equal(before, _box.Good("", NastyTree.With("copy", view)));
    }

    [Fact]
    public void Diff_finds_no_difference_in_any_file_or_link()
    {
        _box.Good("", NastyTree.With("tree", NastyTree.Make) + "\nrm -f pipe device");

        _box.Good(_box.Endpoint("tree"), Cycle);

        Assert.Empty(_box.Good("", "diff -r --no-dereference tree copy"));
    }

    [Theory]
    [InlineData("cat archive | ")]
    [InlineData("dd if=archive bs=7777 status=none | ")]
    [InlineData("0<archive ")]
    public void Files_of_any_size_come_back_however_the_archive_arrives(string arriving)
    {
        _box.Good("", """
            mkdir tree
            for size in 0 1 511 512 513 65535 65536 65537 262144 300001 1048576 5000000; do
              head -c "$size" /dev/urandom >"tree/$size"
            done
            """);

        _box.Good(_box.Endpoint("tree"), $$"""
            "$fs" backup -e "$endpoint" > archive
            {{arriving}} "$fs" restore -e "${endpoint/tree/copy}"
            """);

        Assert.Empty(_box.Good("", "diff -r tree copy"));
    }

    [Fact]
    public void An_archive_opens_with_the_systems_own_tar()
    {
        _box.Good("", NastyTree.With("tree", NastyTree.Make));

        _box.Good(_box.Endpoint("tree"), """
            mkdir plain
            "$fs" backup -e "$endpoint" |
              tar --extract --xattrs --acls --numeric-owner --preserve-permissions -C plain
            """);

        Assert.Equal(
            _box.Good("", NastyTree.With("tree", NastyTree.Listing)),
            _box.Good("", NastyTree.With("plain", NastyTree.Listing)));
    }

    [Fact]
    public void The_fingerprint_is_equal_before_a_backup_and_after_its_restore()
    {
        _box.Good("", NastyTree.With("tree", NastyTree.Make));
        var before = _box.Good(_box.Endpoint("tree"), """ "$fs" fingerprint -e "$endpoint" """);

        _box.Good(_box.Endpoint("tree"), Cycle);

        Assert.Equal(before, _box.Good(_box.Endpoint("copy"), """ "$fs" fingerprint -e "$endpoint" """));
        var json = JsonNode.Parse(before)!;
        Assert.Equal(2, (long)json["hard_links"]!);
        Assert.Equal(5, (long)json["symlinks"]!);
        Assert.True((long)json["bytes"]! > 53_000_000);
    }

    [Theory]
    [InlineData("printf more >> tree/file")]
    [InlineData("chmod 600 tree/file")]
    [InlineData("touch -d 2001-01-01 tree/file")]
    [InlineData("setfattr -n user.a -v b tree/file")]
    [InlineData("mv tree/file tree/elif")]
    [InlineData("touch tree/new")]
    public void The_fingerprint_tells_every_kind_of_change(string change)
    {
        const string print = """ "$fs" fingerprint -e "$endpoint" """;
        _box.Good("", "mkdir tree; printf text > tree/file; touch -d 2020-01-01 tree");
        var before = _box.Good(_box.Endpoint("tree"), print);

        _box.Good("", change + "; touch -d 2020-01-01 tree");

        Assert.NotEqual(before, _box.Good(_box.Endpoint("tree"), print));
    }

    [Fact]
    public void An_empty_directory_is_a_backup_like_any_other()
    {
        _box.Good("", "mkdir -m 750 tree; touch -d '2001-02-03 04:05:06.5' tree");

        _box.Good(_box.Endpoint("tree"), Cycle);

        Assert.Equal(
            _box.Good("", "stat -c '%a %y' tree"),
            _box.Good("", "stat -c '%a %y' copy"));
    }

    public void Dispose() => _box.Dispose();
}
