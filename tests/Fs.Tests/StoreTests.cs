using System.Globalization;
using System.Text.Json.Nodes;

namespace Shield.Plugins.Fs.Tests;

public sealed class StoreTests : IDisposable
{
    private const string Uuid = "0b3c2c0e-3d5a-4c57-9d6b-6a1f6d0f8a11";
    private readonly Sandbox _box = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData(5_000_001)]
    public void What_is_stored_is_retrieved(int bytes)
    {
        var json = JsonNode.Parse(_box.Good(_box.Endpoint("store"), $"""
            head -c {bytes} /dev/urandom > data; "$fs" store -e "$endpoint" < data
            """))!;

        Assert.Equal(bytes, (long)json["bytes"]!);
        Assert.Equal(_box.Good("", "sha256sum < data | cut -c1-64"), (string)json["sha256"]!);
        _box.Good(_box.Endpoint("store"), $"""
            "$fs" retrieve -e "$endpoint" -k {json["key"]} | cmp - data
            "$fs" retrieve -e "$endpoint" -k {json["key"]} > file; cmp file data
            "$fs" retrieve -e "$endpoint" -k {json["key"]} >> file; test $(stat -c %s file) = {2L * bytes}
            """);
    }

    [Fact]
    public void A_key_holds_the_time_and_the_uuid_of_its_archive()
    {
        var key = Store($"export SHIELD_ARCHIVE_UUID={Uuid}");

        Assert.Matches(@"^\d{4}/\d\d/\d\d/\d{4}-\d\d-\d\d-\d{6}-" + Uuid + "$", key);
        var time = DateTime.ParseExact(key[11..28], "yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture);
        Assert.InRange(time, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-2), DateTime.MaxValue);
        Assert.Equal(key[..11], time.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Only_the_owner_may_read_a_blob_or_list_the_folders()
    {
        Store("umask 000");

        Assert.Equal(
            "f 600\nd 700\nd 700\nd 700\nd 700", _box.Good("", "find store -depth -printf '%y %m\\n'"));
    }

    [Fact]
    public void A_purge_removes_the_blob_and_the_folders_it_leaves_empty_and_may_be_repeated()
    {
        var key = Store("true");

        _box.Good(_box.Endpoint("store"), $"""
            "$fs" purge -e "$endpoint" -k {key}; "$fs" purge -e "$endpoint" -k {key}
            """);

        Assert.Equal("store", _box.Good("", "find store"));
    }

    [Fact]
    public void A_purge_leaves_the_other_blobs_of_the_day()
    {
        var gone = Store("true");
        var kept = Store("true");

        _box.Good(_box.Endpoint("store"), $""" "$fs" purge -e "$endpoint" -k {gone} """);

        Assert.Equal("store/" + kept, _box.Good("", "find store -type f"));
    }

    [Fact]
    public void List_shows_every_blob_and_nothing_else()
    {
        var keys = new[] { Store("true"), Store("true") };
        _box.Good("", """
            day=$(find store -mindepth 3 -type d); touch store/readme "$day/notes" store/.partial-x
            mkdir -p store/2020/02/30
            touch store/2020/02/30/2020-02-30-000000-0b3c2c0e-3d5a-4c57-9d6b-6a1f6d0f8a11
            ln -s ../.. "$day/loop"
            """);

        var lines = _box.Good(_box.Endpoint("store"), """ "$fs" list -e "$endpoint" """).Split('\n');

        var listed = lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(
            keys.Order(StringComparer.Ordinal),
            listed.Select(json => (string)json["key"]!).Order(StringComparer.Ordinal));
        Assert.All(listed, json => Assert.Equal(5, (long)json["bytes"]!));
        Assert.All(listed, json => Assert.EndsWith("Z", (string)json["modified"]!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../secret")]
    [InlineData("./secret")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".partial-x")]
    [InlineData("link/secret")]
    [InlineData("secret-link")]
    [InlineData("pipe")]
    [InlineData("folder")]
    [InlineData("2020/01/01/2020-01-01-000000-0b3c2c0e-3d5a-4c57-9d6b-6a1f6d0f8a11")]
    public void A_key_that_is_no_blob_below_the_base_directory_is_refused(string key)
    {
        _box.Good("", """
            mkdir -p store/a store/folder; printf top > secret; printf part > store/.partial-x
            mkfifo store/pipe
            ln -s .. store/link; ln -s ../secret store/secret-link
            """);

        var (exit, output, errors) = _box.Run(
            _box.Endpoint("store"), $""" "$fs" retrieve -e "$endpoint" -k '{key}' """);

        Assert.Equal(4, exit);
        Assert.Empty(output);
        Assert.Contains("key", errors, StringComparison.Ordinal);
        _box.Run(_box.Endpoint("store"), $""" "$fs" purge -e "$endpoint" -k '{key}' """);
        Assert.Equal("top", _box.Good(
            "", "cat secret; test -e store/.partial-x; test -d store/folder; test -p store/pipe"));
    }

    [Fact]
    public void A_folder_of_the_key_that_is_a_link_is_not_followed_when_storing()
    {
        _box.Good("", "mkdir -p store elsewhere; ln -s ../elsewhere \"store/$(date -u +%Y)\"");

        var (exit, _, _) = _box.Run(_box.Endpoint("store"), """ echo x | "$fs" store -e "$endpoint" """);

        Assert.NotEqual(0, exit);
        Assert.Empty(_box.Good("", "find elsewhere -mindepth 1"));
    }

    [Fact]
    public void Stores_and_purges_at_the_same_time_lose_nothing()
    {
        var kept = _box.Good(_box.Endpoint("store"), """
            one() {
              for i in $(seq 20); do
                key=$(echo hello | "$fs" store -e "$endpoint" | sed 's/.*"key":"\([^"]*\)".*/\1/')
                test "$("$fs" retrieve -e "$endpoint" -k "$key")" = hello
                "$fs" purge -e "$endpoint" -k "$key"
              done
            }
            one & a=$!; one & b=$!; one & c=$!; one & d=$!
            wait $a; wait $b; wait $c; wait $d
            find store
            """);

        Assert.Equal("store", kept);
    }

    public void Dispose() => _box.Dispose();

    private string Store(string before) => (string)JsonNode.Parse(_box.Good(
        _box.Endpoint("store"), $"""{before}; printf hello | "$fs" store -e "$endpoint" """))!["key"]!;
}
