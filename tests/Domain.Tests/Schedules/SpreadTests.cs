using CsCheck;
using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class SpreadTests
{
    private static readonly DateTimeOffset Midnight = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", 9)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", 22)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", 27)]
    public void An_offset_never_changes_once_it_has_been_given(string job, int minutes) => Assert.Equal(
        TimeSpan.FromMinutes(minutes),
        Reading.Accepted("midnight within 30 minutes").SpreadOffset(Guid.Parse(job)));

    [Fact]
    public void An_offset_is_whole_minutes_below_the_spread() =>
        Gen.Select(Gen.Guid, Gen.Int[1, 1440]).Sample((job, minutes) =>
        {
            var offset = Reading.Accepted($"midnight within {minutes} minutes").SpreadOffset(job);

            Assert.InRange(offset, TimeSpan.Zero, TimeSpan.FromMinutes(minutes - 1));
            Assert.Equal(0, offset.Ticks % TimeSpan.TicksPerMinute);
        });

    [Fact]
    public void A_thousand_jobs_use_every_minute_of_half_an_hour_about_equally()
    {
        var when = Reading.Accepted("midnight within 30 minutes");
        var jobs = Enumerable.Range(0, 1000).Select(i => new Guid(i, 0, 0, new byte[8]));

        var sizes = jobs.CountBy(job => when.SpreadOffset(job)).Select(minute => minute.Value).ToArray();

        Assert.Equal(30, sizes.Length);
        Assert.All(sizes, size => Assert.InRange(size, 15, 60));
    }

    [Fact]
    public void Without_a_spread_or_a_job_the_base_time_counts()
    {
        var job = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

        Assert.Equal(TimeSpan.Zero, Reading.Accepted("midnight").SpreadOffset(job));
        Assert.Equal(Midnight.AddDays(1),
            Reading.Accepted("midnight within 30 minutes").After(Midnight, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_jobs_moments_are_the_base_moments_shifted_by_its_offset() => Gen.Select(
        TimespecGen.Any, TimespecGen.Moment, TimespecGen.Zone, Gen.Guid).Sample((when, after, zone, job) =>
        {
            var offset = when.SpreadOffset(job);
            var next = when.After(after, zone, job)!.Value;

            Assert.True(next > after);
            Assert.Equal(next - offset, when.After(next - offset - TimeSpan.FromMinutes(1), zone));
            Assert.Equal(next, when.After(next.AddMinutes(-1), zone, job));
        });
}
