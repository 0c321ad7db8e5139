namespace Shield.Plugins.Fs.Tests;

public sealed class RestoreTests : IDisposable
{
    private const string Restore = """ "$fs" restore -e "$endpoint" < archive """;
    private readonly Sandbox _box = new();

    public RestoreTests() => _box.Good(_box.Endpoint("source"), """
        mkdir -p source/d/e source/empty; printf new > source/file; printf new > source/d/e/file
        chmod 700 source/d
        touch -d '2001-02-03 04:05:06.789' source/d source
        "$fs" backup -e "$endpoint" > archive
        mkdir -p tree/d/own tree/other
        printf old > tree/file; printf own > tree/d/own/file; printf own > tree/mine
        """);

    [Fact]
    public void An_overlay_replaces_and_adds_and_removes_nothing()
    {
        _box.Good(_box.Endpoint("tree"), Restore);

        Assert.Equal("new new own own", _box.Good(
            "", "paste -d ' ' tree/file tree/d/e/file tree/d/own/file tree/mine"));
        Assert.Equal(
            _box.Good("", "stat -c '%a %y' source source/d"),
            _box.Good("", "stat -c '%a %y' tree tree/d"));
    }

    [Fact]
    public void An_exact_restore_makes_the_tree_equal()
    {
        _box.Good(_box.Endpoint("tree", e => e["exact"] = true), Restore);

        Assert.Equal(
            _box.Good("", NastyTree.With("source", NastyTree.Listing)),
            _box.Good("", NastyTree.With("tree", NastyTree.Listing)));
    }

    [Fact]
    public void A_directory_takes_the_place_of_a_file()
    {
        _box.Good(_box.Endpoint("tree"), $"printf x > tree/empty; {Restore}");

        Assert.Equal("directory", _box.Good("", "stat -c %F tree/empty"));
    }

    [Fact]
    public void An_overlay_that_would_lose_a_directory_changes_nothing()
    {
        var before = _box.Good(
            "", "rm tree/file; mkdir -p tree/file/keep; " + NastyTree.With("tree", NastyTree.Listing));

        var (exit, _, errors) = _box.Run(_box.Endpoint("tree"), Restore);

        Assert.Equal(4, exit);
        Assert.Contains("'file' is a directory now", errors, StringComparison.Ordinal);
        Assert.Equal(before, After());
    }

    [Theory]
    [InlineData("head -c 512 whole")]
    [InlineData("head -c 2000 whole")]
    [InlineData("head -c 50000 whole")]
    [InlineData("head -c $(( $(stat -c %s whole) * 3 / 4 )) whole")]
    [InlineData("head -c 0 whole")]
    [InlineData("head -c 20000 /dev/zero | tr '\\0' x")]
    [InlineData("gzip < whole")]
    public void An_input_that_is_cut_or_no_archive_changes_nothing(string input)
    {
        var before = _box.Good(_box.Endpoint("source"), """
            head -c 3000000 /dev/urandom > source/zz
            "$fs" backup -e "$endpoint" > whole
            """ + "\n" + NastyTree.With("tree", NastyTree.Listing));

        var (exit, _, errors) = _box.Run(_box.Endpoint("tree"), $$"""{{input}} > archive; {{Restore}}""");

        Assert.Equal(4, exit);
        Assert.Contains("nothing was changed", errors, StringComparison.Ordinal);
        Assert.Equal(before, After());
    }

    [Fact]
    public void An_archive_cut_between_two_members_is_noticed()
    {
        // Three headers and the content of none: a whole number of members, after which tar itself sees no
        // fault.
        _box.Good(_box.Endpoint("plain"), """
            mkdir plain; touch plain/a plain/b
            tar -C plain --create --format=ustar . | head -c 1024 > archive
            """);

        var (exit, _, errors) = _box.Run(_box.Endpoint("tree"), "mkdir t; tar -C t -x < archive; " + Restore);

        Assert.Equal(4, exit);
        Assert.Contains("cut short; nothing was changed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_restore_changes_nothing_and_leaves_nothing()
    {
        var before = _box.Good("", NastyTree.With("tree", NastyTree.Listing));

        // The restore holds the archive but for its end, when it is stopped.
        var (exit, _, errors) = _box.Run(_box.Endpoint("tree"), """
            mkfifo pipe
            "$fs" restore -e "$endpoint" < pipe & restore=$!
            exec 3> pipe
            head -c 3000 archive >&3
            begun() { compgen -G 'tree/.shield-restore-*/tree' > /dev/null; }
            for i in $(seq 500); do begun && break; sleep 0.01; done
            begun || exit 99
            kill -TERM $restore; wait $restore
            """);

        Assert.Equal(4, exit);
        Assert.Contains("stopped by SIGTERM", errors, StringComparison.Ordinal);
        Assert.Equal(before, After());
    }

    [Fact]
    public void What_a_killed_restore_left_is_never_backed_up_and_goes_with_the_next()
    {
        _box.Good(
            _box.Endpoint("tree"),
            "mkdir -p tree/.shield-restore-dead/tree; touch tree/.shield-restore-dead/tree/x");

        Assert.DoesNotContain(
            "shield-restore",
            _box.Good(_box.Endpoint("tree"), """ "$fs" backup -e "$endpoint" | tar --list """),
            StringComparison.Ordinal);
        _box.Good(_box.Endpoint("tree"), Restore);
        Assert.DoesNotContain(".shield-restore-dead", _box.Good("", "ls -A tree"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_base_directory_is_made()
    {
        _box.Good(_box.Endpoint("deep/er/tree"), Restore);

        Assert.Equal("new", _box.Good("", "cat deep/er/tree/file"));
    }

    [Theory]
    [InlineData("false", "on another file system")]
    [InlineData("true", "another file system is mounted at")]
    public void A_file_system_mounted_in_the_tree_is_left_alone(string exact, string reason)
    {
        var (exit, output, errors) = _box.Run(_box.Endpoint("tree", e => e["exact"] = bool.Parse(exact)), """
            unshare --mount --user --map-root-user bash -euc '
              mount -t tmpfs tmpfs tree/d; printf kept > tree/d/kept
              code=0; "$fs" restore -e "$endpoint" < archive || code=$?
              cat tree/d/kept tree/file; ls -A tree/d; exit $code'
            """);

        Assert.Equal(4, exit);
        Assert.Equal("keptoldkept", output);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_without_privileges_restores_what_is_theirs()
    {
        // Below a directory without write permission, which has to be moved as well.
        _box.Good(_box.Endpoint("mine"), """
            mkdir -p mine/locked/in; printf x > mine/locked/in/file; chmod 555 mine/locked/in mine/locked
            "$fs" backup -e "$endpoint" > archive
            mkdir theirs; chmod 777 theirs; chmod 755 .; chmod 644 archive
            cat "$fs" > program; chmod 755 program
            """);

        _box.Good(_box.Endpoint("theirs/copy"), """
            as() { "$@"; }
            if [ "$(id -u)" = 0 ]; then as() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }; fi
            as ./program restore -e "$endpoint" < archive
            as ./program restore -e "$endpoint" < archive
            as ./program restore -e "${endpoint/\}/,\"exact\":true\}}" < archive
            """);

        Assert.Equal("555 555 x", _box.Good("", """
            cd theirs/copy/locked; echo $(stat -c %a . in) $(cat in/file)
            """));
        Assert.Equal("locked", _box.Good("", "ls -A theirs/copy"));
    }

    public void Dispose() => _box.Dispose();

    private string After() => _box.Good("", NastyTree.With("tree", NastyTree.Listing));
}
