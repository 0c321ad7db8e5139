using Shield.Plugins.Fs.Native;
using Shield.Plugins.Fs.Store;

namespace Shield.Plugins.Fs.Tests;

public sealed class NoPartialBlobTests : IDisposable
{
    /// <summary>Stores from a pipe that stays open, and goes on when 30 MB have been taken.</summary>
    private const string HalfWay = """
        mkfifo pipe
        "$fs" store -e "$endpoint" < pipe > said & store=$!
        exec 3> pipe
        head -c 30000000 /dev/zero >&3
        """;

    private readonly Sandbox _box = new();

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_store_that_is_ended_half_way_leaves_nothing(string signal)
    {
        var (exit, _, _) = _box.Run(_box.Endpoint("store"), $"""
            {HalfWay}
            kill -{signal} $store; code=0; wait $store || code=$?
            test ! -s said
            exit $code
            """);

        Assert.Equal(signal == "KILL" ? 137 : 4, exit);
        Assert.Equal("store", _box.Good("", "find store"));
    }

    [Fact]
    public void An_input_that_ends_right_after_the_signal_counts_as_cut()
    {
        _box.Good(_box.Endpoint("store"), """
            for i in $(seq 20); do
              rm -f pipe; mkfifo pipe
              "$fs" store -e "$endpoint" < pipe > said 2>/dev/null & store=$!
              exec 3> pipe
              head -c 300000 /dev/zero >&3
              kill -TERM $store; exec 3>&-
              code=0; wait $store || code=$?
              test $code = 4; test ! -s said
            done
            """);

        Assert.Equal("store", _box.Good("", "find store"));
    }

    [Fact]
    public void A_stop_is_heeded_within_five_seconds_and_said()
    {
        var (exit, output, errors) = _box.Run(_box.Endpoint("store"), $"""
            {HalfWay}
            start=$SECONDS
            kill -TERM $store; code=0; wait $store || code=$?
            echo $(( SECONDS - start ))
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.InRange(int.Parse(output, System.Globalization.CultureInfo.InvariantCulture), 0, 4);
        Assert.Equal("fs: stopped by SIGTERM\n", errors);
    }

    [Fact]
    public void A_blob_whose_key_nobody_could_be_told_is_removed()
    {
        var (exit, _, errors) = _box.Run(_box.Endpoint("store"), """
            exec 3> >(true); wait $!
            code=0; echo hello | "$fs" store -e "$endpoint" >&3 || code=$?
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.Contains("went away", errors, StringComparison.Ordinal);
        Assert.Equal("store", _box.Good("", "find store"));
    }

    [Fact]
    public void A_full_disk_is_said_and_leaves_nothing()
    {
        var (exit, output, errors) = _box.Run(_box.Endpoint("store"), """
            mkdir store
            unshare --mount --user --map-root-user bash -c '
              mount -t tmpfs -o size=1m tmpfs store
              code=0; head -c 3000000 /dev/zero | "$fs" store -e "$endpoint" || code=$?
              find store
              exit $code'
            """);

        Assert.Equal(4, exit);
        Assert.Equal("store", output);
        Assert.Contains("No space left on device", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_nameless_files_a_blob_is_hidden_until_it_is_whole()
    {
        _box.Good("", "mkdir store; touch store/.partial-left-by-a-crash");
        using var root = Folder.Open(_box.PathOf("store"));
        var key = BlobKey.Make(TimeProvider.System.GetUtcNow(), Guid.NewGuid());

        using (var blob = BlobWriter.Begin(root, mayBeUnnamed: false))
        {
            Assert.Matches("^\\.partial-[0-9a-f]{32}$", _box.Good("", "ls -A store"));
            blob.Publish(key);
        }

        Assert.Equal("store/" + key.Text, _box.Good("", "find store -type f"));
    }

    [Fact]
    public void Without_nameless_files_a_blob_that_is_given_up_is_removed()
    {
        _box.Good("", "mkdir store");
        using var root = Folder.Open(_box.PathOf("store"));

        BlobWriter.Begin(root, mayBeUnnamed: false).Dispose();

        Assert.Empty(_box.Good("", "ls -A store"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_blob_is_never_written_over_another(bool mayBeUnnamed)
    {
        _box.Good("", "mkdir store");
        using var root = Folder.Open(_box.PathOf("store"));
        var key = BlobKey.Make(TimeProvider.System.GetUtcNow(), Guid.NewGuid());
        using (var first = BlobWriter.Begin(root, mayBeUnnamed)) first.Publish(key);
        _box.Good("", "printf first > \"$(find store -type f)\"");

        using (var second = BlobWriter.Begin(root, mayBeUnnamed))
            Assert.Throws<Sdk.PluginException>(() => second.Publish(key));

        Assert.Equal("first", _box.Good("", "cat \"$(find store -type f)\""));
    }

    public void Dispose() => _box.Dispose();
}
