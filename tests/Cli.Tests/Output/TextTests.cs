using Shield.Cli.Output;

namespace Shield.Cli.Tests.Output;

public sealed class TextTests
{
    [Theory]
    [InlineData(0, "0 seconds")]
    [InlineData(1, "1 second")]
    [InlineData(59, "59 seconds")]
    [InlineData(60, "1 minute")]
    [InlineData(125, "2 minutes 5 seconds")]
    [InlineData(3600, "1 hour")]
    [InlineData(3601, "1 hour")]
    [InlineData(7500, "2 hours 5 minutes")]
    [InlineData(86400, "1 day")]
    [InlineData(90000, "1 day 1 hour")]
    [InlineData(7776000, "90 days")]
    [InlineData(31536000, "1 year")]
    [InlineData(34560000, "400 days")]
    [InlineData(63072000, "2 years")]
    [InlineData(-60, "-1 minute")]
    public void Durations_are_said_in_words(long seconds, string text) =>
        Assert.Equal(text, DurationText.Of(seconds));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(10240, "10 KiB")]
    [InlineData(1048575, "1 MiB")]
    [InlineData(24696061952, "23 GiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void Sizes_are_said_in_words(long bytes, string text) => Assert.Equal(text, SizeText.Of(bytes));

    [Theory]
    [InlineData("Europe/Berlin", "2026-07-25 13:32:00 CEST")]
    [InlineData("America/New_York", "2026-07-25 07:32:00 EDT")]
    [InlineData("Asia/Kathmandu", "2026-07-25 17:17:00 +0545")]
    [InlineData("UTC", "2026-07-25 11:32:00 UTC")]
    public void Moments_are_told_by_the_readers_clock_with_its_zone(string zone, string text)
    {
        var moment = MomentText.Parse("2026-07-25 11:32:00");

        Assert.NotNull(moment);
        Assert.Equal(text, MomentText.Of(moment.Value, TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("yesterday")]
    public void A_time_that_is_unset_is_no_moment(string? wire) => Assert.Null(MomentText.Parse(wire));
}
