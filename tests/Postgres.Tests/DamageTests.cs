namespace Shield.Plugins.Postgres.Tests;

public sealed class DamageTests : ServerTests
{
    /// <summary>Restores what a filter makes of an archive, and shows whether the target is as
    /// before.</summary>
    private const string RestoreDamaged = """
        size=$(stat -c %s archive)
        state >before
        code=0; damage <archive | "$pg" restore || code=$?
        state >after; diff before after
        staged_here
        exit $code
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Box.Good("""
            make_small; "$pg" backup >archive
            sql "$db" <<<"UPDATE t SET b = 'newer than the archive'; DROP TABLE twice"
            """);
    }

    [Theory]
    [InlineData("head -c 0", "the archive is empty")]
    [InlineData("head -c 3", "neither an archive of pg_dump's custom format")]
    [InlineData("head -c 100", "cut short")]
    [InlineData("head -c 3000", "cut short")]
    [InlineData("head -c $((size / 2))", "cut short")]
    [InlineData("head -c $((size - 1))", "cut short")]
    [InlineData("gzip 2>/dev/null", "neither an archive of pg_dump's custom format")]
    [InlineData("flip 1", "neither an archive of pg_dump's custom format")]
    [InlineData("flip 10", "damaged")]
    [InlineData("flip $((size / 3))", "damaged")]
    [InlineData("flip $((size / 2))", "damaged")]
    [InlineData("flip $((size - 200))", "damaged")]
    public void An_archive_that_is_cut_or_damaged_changes_nothing(string damage, string reason)
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            flip() { perl -0777 -pe "substr(\$_, $1, 1) ^= \"\\x55\""; }
            damage() { {{damage}}; }
            {{RestoreDamaged}}
            """);

        Assert.InRange(exit, 3, 4);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.EndsWith("nothing was changed\n", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData(@"\x01\x0f")]
    [InlineData(@"\x01\x63")]
    [InlineData(@"\x02\x00")]
    public void An_archive_of_a_newer_pg_dump_changes_nothing(string version)
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            damage() { perl -0777 -pe 'substr($_, 5, 2) = "{{version}}"'; }
            {{RestoreDamaged}}
            """);

        Assert.Equal(3, exit);
        Assert.Contains("made by a newer pg_dump", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void An_archive_whose_writer_died_changes_nothing()
    {
        // As the core does it: the signal comes before the end of the input.
        var (exit, output, errors) = Box.Run(Box.Endpoint(), """
            state >before; mkfifo pipe
            "$pg" restore <pipe & restore=$!
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
            "$pg" restore <pipe 2>said & restore=$!
            exec 3>pipe
            cat archive >&3
            head -c 300000 /dev/zero >&3
            await '[[ $(sql postgres <<<"SELECT count(*) FROM pg_stat_activity
              WHERE query LIKE '"'COPY public.t %'"'") == 0 && -n $(staged_here) ]]'
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
