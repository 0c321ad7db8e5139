using System.Globalization;
using Shield.Plugins.S3.Objects;
using Shield.Plugins.S3.Uploads;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Tests;

public sealed class NoPartialObjectTests : ServerTests
{
    /// <summary>Stores from a pipe that stays open, and goes on when the server has parts.</summary>
    private const string HalfWay = """
        mkfifo pipe
        "$s3" store <pipe >said 2>errors & store=$!
        exec 3>pipe
        noise 40000000 >&3
        await 'test -n "$(uploads)"'
        """;

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_store_that_is_ended_half_way_leaves_nothing(string signal)
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $"""
            {HalfWay}
            start=$SECONDS
            kill -{signal} $store; code=0; wait $store || code=$?
            echo $((SECONDS - start)); cat said; objects; uploads; cat errors >&2
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.InRange(int.Parse(output, CultureInfo.InvariantCulture), 0, 5);
        Assert.Equal($"s3: stopped by SIG{signal}\n", errors);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(20_000_000)]
    public void An_input_that_ends_right_after_the_signal_counts_as_cut(int bytes)
    {
        Assert.Empty(Box.Good($"""
            for i in 1 2 3; do
              rm -f pipe; mkfifo pipe
              "$s3" store <pipe >said 2>/dev/null & store=$!
              exec 3>pipe
              noise {bytes} >&3
              kill -TERM $store; exec 3>&-
              code=0; wait $store || code=$?
              test $code = 4; test ! -s said
            done
            objects; uploads
            """));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20_000_000)]
    public void An_object_whose_key_nobody_could_be_told_is_removed(int bytes)
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $"""
            exec 3> >(true); wait $!
            code=0; noise {bytes} | "$s3" store >&3 || code=$?
            objects; uploads
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.Empty(output);
        Assert.Contains("went away", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_store_left_is_removed_a_week_later_and_nothing_else()
    {
        Box.Good($$"""
            {{HalfWay}}
            kill -KILL $store; wait $store || true
            test -z "$(objects)"
            """);
        using var bucket = Box.Bucket();
        var now = TimeProvider.System.GetUtcNow();
        await bucket.S3.InitiateMultipartUploadAsync(bucket.Name, "some/where/of-another-program");
        await bucket.S3.InitiateMultipartUploadAsync(
            bucket.Name, "elsewhere/" + ObjectKey.Make(now, Guid.NewGuid()).Text);

        await LeftOvers.AbortAsync(bucket, now + TimeSpan.FromDays(6.9), CancellationToken.None);
        Assert.Equal(3, Box.Good("uploads").Split('\n').Length);
        await LeftOvers.AbortAsync(bucket, now + TimeSpan.FromDays(7.1), CancellationToken.None);

        Assert.Equal(2, Box.Good("uploads").Split('\n').Length);
        Assert.DoesNotContain("some/where/20", Box.Good("uploads"), StringComparison.Ordinal);
        Assert.Contains(
            "removed what a killed store left", Assert.Single(Box.Said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20_000_000)]
    public async Task An_object_is_never_written_over_another(int bytes)
    {
        var clock = new HastyClock { Moment = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero) };
        using var bucket = Box.Bucket(clock: clock);
        var archive = Guid.NewGuid();
        using var first = new MemoryStream(new byte[bytes]);
        using var second = new MemoryStream(new byte[bytes * 2]);
        await Upload.RunAsync(bucket, first, archive, CancellationToken.None);

        var failure = await Assert.ThrowsAsync<PluginException>(
            () => Upload.RunAsync(bucket, second, archive, CancellationToken.None));

        Assert.Contains("already", failure.Message, StringComparison.Ordinal);
        Assert.Equal(bytes.ToString(CultureInfo.InvariantCulture), Box.Good(
            "\"$s3\" list | jq .bytes; uploads"));
    }

    [Fact]
    public async Task Of_stores_that_race_for_one_key_one_wins_and_the_others_leave_it_alone()
    {
        var clock = new HastyClock { Moment = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero) };
        var archive = Guid.NewGuid();
        using var bucket = Box.Bucket(clock: clock);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToArray();

        var stores = arrived.Select(async (here, number) =>
        {
            using var input = new GatedStream(new byte[number + 1], here, gate.Task);
            return await Record.ExceptionAsync(
                () => Upload.RunAsync(bucket, input, archive, CancellationToken.None));
        }).ToList();
        // All of them have found nothing under the key by then.
        await Task.WhenAll(arrived.Select(here => here.Task));
        gate.SetResult();
        var ends = await Task.WhenAll(stores);

        Assert.Single(ends, end => end is null);
        Assert.Equal(3, ends.OfType<PluginException>().Count());
        Assert.Single(Box.Good("objects").Split('\n'));
    }
}
