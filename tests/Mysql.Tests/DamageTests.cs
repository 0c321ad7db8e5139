namespace Shield.Plugins.Mysql.Tests;

public sealed class DamageTests : ServerTests
{
    /// <summary>Restores what a filter makes of an archive, and shows whether the target is as
    /// before.</summary>
    private const string RestoreDamaged = """
        size=$(stat -c %s archive)
        state >before
        code=0; damage <archive 2>damage.said | "$my" restore || code=$?
        state >after; diff before after
        staged_here
        exit $code
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Box.Good("""
            make_small; "$my" backup >archive
            sql "$db" <<<"UPDATE t SET b = 'newer than the archive'; DROP TABLE twice; DROP VIEW v"
            """);
    }

    [Theory]
    [InlineData("head -c 0", "the archive is empty")]
    [InlineData("head -c 3", "cut short")]
    [InlineData("head -c 100", "cut short")]
    [InlineData("head -c $((size / 2))", "cut short")]
    [InlineData("head -c $((size - 1))", "cut short")]
    [InlineData("head -n -1", "cut short")]
    // At the ends of statements, where a client says that all is well.
    [InlineData("sed '/^INSERT INTO `t`/,$ d'", "cut short")]
    [InlineData("sed '/^-- [0-9a-f]* triggers/,$ d'", "cut short")]
    [InlineData("sed '/^-- [0-9a-f]* views/,/^-- Dump completed/ d'", "damaged")]
    [InlineData("gzip 2>/dev/null", "not an archive of this plugin")]
    [InlineData("flip 1", "not an archive of this plugin")]
    [InlineData("flip 25", "damaged")]
    [InlineData("flip $((size / 3))", "damaged")]
    [InlineData("flip $((size / 2))", "damaged")]
    [InlineData("flip $((size - 600))", "damaged")]
    [InlineData("flip $((size - 50))", "damaged")]
    [InlineData("{ cat; echo 'DROP TABLE t;'; }", "damaged")]
    [InlineData("cat - archive", "damaged")]
    public void An_archive_that_is_cut_or_damaged_changes_nothing(string damage, string reason)
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            flip() { perl -0777 -pe "substr(\$_, $1, 1) ^= \"\\x55\""; }
            damage() { {{damage}}; }
            {{RestoreDamaged}}
            """);

        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Equal(4, exit);
        Assert.EndsWith("nothing was changed\n", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void A_dump_that_is_not_whole_is_refused_though_the_archive_is()
    {
        // As a dump program would leave it that was killed and said that all is well.
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            damage() { sed '0,/^-- Dump completed/ { /^-- Dump completed/ d }' | seal; }
            seal() { perl "$root/tests/Mysql.Tests/seal.pl"; }
            {{RestoreDamaged}}
            """);

        Assert.Equal(4, exit);
        Assert.Contains("cut short or damaged", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void What_the_server_does_not_take_changes_nothing_and_shows_no_rows()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            damage() { sed '/^INSERT INTO `t`/,$ s/^(7,/(7,7,/' | perl "$root/tests/Mysql.Tests/seal.pl"; }
            {{RestoreDamaged}}
            """);

        Assert.Equal(3, exit);
        Assert.Contains("ERROR 1136 (21S01)", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("c81e728d9d4c2f636f067f89cc14862c", errors, StringComparison.Ordinal);
        Assert.True(errors.Length < 1500, errors);
        Assert.EndsWith("nothing was changed\n", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void An_archive_whose_writer_died_changes_nothing()
    {
        // As the core does it: the signal comes before the end of the input.
        var (exit, output, errors) = Box.Run(Box.Endpoint(), """
            state >before; mkfifo pipe
            "$my" restore <pipe & restore=$!
            exec 3>pipe
            cat archive >&3
            kill -TERM $restore; exec 3>&-
            code=0; wait $restore || code=$?
            state >after; diff before after; staged_here
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.Contains("stopped by SIGTERM", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void What_follows_an_archive_is_read_before_anything_changes()
    {
        var (exit, output, _) = Box.Run(Box.Endpoint(), """
            state >before; mkfifo pipe
            "$my" restore <pipe 2>said & restore=$!
            exec 3>pipe
            cat archive >&3
            await '[[ -n $(staged_here) && $(sql <<<"SHOW TRIGGERS FROM $(staged_here)" | wc -l) == 1 ]]'
            state >during; diff before during
            kill -TERM $restore; code=0; wait $restore || code=$?
            exec 3>&-
            state >after; diff before after; staged_here
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.Empty(output);
    }
}
