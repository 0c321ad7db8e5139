using System.Globalization;
using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class DaylightTests
{
    private static readonly string[] Forms =
    [
        "hourly at 0", "hourly at 30", "hourly at quarter til", "hourly at 5, 20 and 59",
        "every minute", "every 7 minutes", "every 15 minutes", "every 20 minutes from 1:30",
        "every 45 minutes from 2:10", "every 90 minutes from 1am", "every 240 minutes", "every 1440 minutes",
        "every 1440 minutes from 2:15", "every quarter hour", "every quarter hour from 7", "every half hour",
        "every half hour from 17", "every 1 hour", "every 1 hour from 0:30", "every 2 hours from 1:45",
        "every 6 hours", "every 7 hours from 2:30", "every 23 hours from 1:59",
        "daily at 0:00", "daily at 0:30", "daily at 1:30", "daily at 1:59", "daily at 2:00", "daily at 2:15",
        "daily at 2:30", "daily at 3:00", "daily at 23:30", "daily at 2:15, 2:45 and 3:00",
        "daily at 1:00, 1:30, 2:00 and 2:30", "sundays at 1:30", "sundays at 2:30", "saturdays at 23:59",
        "fridays at 12:00", "weekends at 2:01", "weekdays at 0:00", "mon, wed and fri at 2:30",
        "monthly at 2:30 on 1st", "monthly at 2:30 on 29th", "monthly at 1:30 on 1st, 4th, 5th and 8th",
        "monthly at 2:30 on last day", "1st sunday at 2:30", "2nd sunday at 1:30", "last sunday at 2:30",
        "last sunday at 1:15", "1st and 5th sunday at 2:00", "5th sunday at 2:30",
    ];

    public static TheoryData<string, string> Changes() => new()
    {
        { "Europe/Berlin", "2026-03-29" }, { "Europe/Berlin", "2026-10-25" },
        { "America/New_York", "2026-03-08" }, { "America/New_York", "2026-11-01" },
        { "Australia/Lord_Howe", "2026-10-04" }, { "Australia/Lord_Howe", "2026-04-05" },

        // Midnight itself is skipped and repeated, summer time is a negative shift, a whole day is left out.
        { "Africa/Cairo", "2026-04-24" }, { "Africa/Cairo", "2026-10-29" },
        { "Europe/Dublin", "2026-03-29" }, { "Africa/Casablanca", "2026-02-15" },
        { "Pacific/Apia", "2011-12-30" }, { "America/Caracas", "2016-05-01" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Around_a_change_of_the_clock_the_moments_are_those_of_a_clock_read_each_minute(
        string zoneId, string day)
    {
        var zone = TimeZones.Find(zoneId)!;
        var change = DateTime.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        var (from, to) = (Utc(change.AddDays(-2)), Utc(change.AddDays(3)));
        var oracle = new ClockOracle(zone, from, to);

        foreach (var form in Forms)
            Assert.Equal(
                (form, string.Join('\n', oracle.Moments(Reading.Accepted(form)))),
                (form, string.Join('\n', Walk(Reading.Accepted(form), from, to, zone))));
    }

    [Theory]
    [InlineData("30 2 * * *", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00")]
    [InlineData("30 * * * *", "2026-03-29T00:30:00+01:00", "2026-03-29T01:30:00+01:00",
        "2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00")]
    [InlineData("0 4 * * *", "2026-03-29T04:00:00+02:00")]
    public void Cron_in_spring_is_as_Cronos_does_it(string cron, params string[] expected) =>
        AssertFollows(cron, "2026-03-28T23:00:00Z", expected);

    [Theory]
    [InlineData("30 2 * * *", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00")]
    [InlineData("*/30 2 * * *", "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00", "2026-10-26T02:00:00+01:00")]
    public void Cron_in_autumn_is_as_Cronos_does_it(string cron, params string[] expected) =>
        AssertFollows(cron, "2026-10-24T22:00:00Z", expected);

    [Fact]
    public void A_zone_of_its_own_wins_over_the_service_zone()
    {
        var when = Reading.Accepted("daily at 4am in Asia/Kolkata");

        var next = when.After(At("2026-05-01T00:00:00Z"), TimeZones.Find("America/New_York")!);

        Assert.Equal(At("2026-05-01T22:30:00Z"), next);
    }

    private static void AssertFollows(string text, string after, string[] expected)
    {
        var moment = At(after);
        foreach (var next in expected.Select(At))
        {
            Assert.Equal(next.ToUniversalTime(),
                Reading.Accepted(text).After(moment, TimeZones.Find("Europe/Berlin")!));
            moment = next;
        }
    }

    private static List<DateTime> Walk(Timespec when, DateTime from, DateTime to, TimeZoneInfo zone)
    {
        var found = new List<DateTime>();
        var at = when.After(from.AddMinutes(-1), zone);
        while (at?.UtcDateTime <= to)
        {
            found.Add(at.Value.UtcDateTime);
            at = when.After(at.Value, zone);
        }
        return found;
    }

    private static DateTime Utc(DateTime date) => DateTime.SpecifyKind(date, DateTimeKind.Utc);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
