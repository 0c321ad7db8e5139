using System.Globalization;
using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class TimespecFormTests
{
    private static readonly DateTimeOffset Now = At("2026-01-01T00:00:30Z");

    [Theory]
    [InlineData("daily 4am", "daily at 4:00")]
    [InlineData("sundays 8am", "sundays at 8:00")]
    [InlineData("3rd tuesday 2:05", "3rd tuesday at 2:05")]
    [InlineData("monthly 2:05 14", "monthly at 2:05 on 14th")]
    [InlineData("every 5 minutes from 12:03am", "every 5 minutes from 0:03")]
    [InlineData("hourly at 45 after", "hourly at :45")]
    [InlineData("every hour *:45", "hourly at :45")]
    [InlineData("daily at 12am", "daily at 0:00")]
    [InlineData("daily at 12:59am", "daily at 0:59")]
    [InlineData("daily at 12pm", "daily at 12:00")]
    [InlineData("daily at 11:59 PM", "daily at 23:59")]
    [InlineData("daily at midnight and noon", "daily at 0:00 and 12:00")]
    [InlineData("daily at 4pm, 4am, and 4:00", "daily at 4:00 and 16:00")]
    [InlineData("sun,mon,tue,wed,thu,fri,sat 4am", "daily at 4:00")]
    [InlineData("sat and sun 4am", "weekends at 4:00")]
    [InlineData("weekdays, weekends at 4am", "daily at 4:00")]
    [InlineData("every weekday and sunday at 4am",
        "mondays, tuesdays, wednesdays, thursdays, fridays and sundays at 4:00")]
    [InlineData("sundaysat4am", "sundays at 4:00")]
    [InlineData("EVERYFIRSTMONDAYAT4PMWITHIN10MINUTES", "1st monday at 16:00 within 10 minutes")]
    [InlineData("monthly on the last day and the 1st of the month at 4am",
        "monthly at 4:00 on 1st and last day")]
    [InlineData("every month at 4am on 2", "monthly at 4:00 on 2nd")]
    [InlineData("monthly 4am 22st", "monthly at 4:00 on 22nd")]
    [InlineData("monthly 4am 13", "monthly at 4:00 on 13th")]
    [InlineData("last fri 4am", "last friday at 4:00")]
    [InlineData("every minute", "every minute")]
    [InlineData("every 1 min", "every minute")]
    [InlineData("every 60 mins", "every 60 minutes")]
    [InlineData("every 1 hrs", "every 1 hour")]
    [InlineData("every half hour from 0", "every half hour")]
    [InlineData("every quarter hour from :03", "every quarter hour from 3")]
    [InlineData("half past", "hourly at :30")]
    [InlineData("hourly at 0 til", "hourly at :00")]
    [InlineData("\t0   4 * *  SUN ", "0 4 * * sun")]
    [InlineData("@Annually", "@yearly")]
    [InlineData("daily 4am in us/eastern", "daily at 4:00 in US/Eastern")]
    [InlineData("daily 4am in america/argentina/buenos_aires",
        "daily at 4:00 in America/Argentina/Buenos_Aires")]
    [InlineData("daily 4am in antarctica/dumontdurville", "daily at 4:00 in Antarctica/DumontDUrville")]
    [InlineData("daily 4am in etc/gmt+5", "daily at 4:00 in Etc/GMT+5")]
    [InlineData("daily 4am in utc", "daily at 4:00 in UTC")]
    public void A_text_has_one_canonical_form(string text, string canonical) =>
        Assert.Equal(canonical, Reading.Accepted(text).Canonical());

    [Theory]
    [InlineData("sundays at 8am in europe/berlin", "every Sunday at 08:00, Europe/Berlin")]
    [InlineData("every 15 minutes", "every 15 minutes")]
    [InlineData("every 15 minutes from 0:05", "every 15 minutes from 00:05 to the end of each day")]
    [InlineData("every 1 hour from 4:39", "every hour from 04:39 to the end of each day")]
    [InlineData("daily at 4am within 1 minute",
        "every day at 04:00, each job at its own minute within 1 minute")]
    public void A_text_is_described_in_plain_words(string text, string meaning) =>
        Assert.Equal(meaning, Reading.Accepted(text).Describe());

    [Fact]
    public void The_first_weekday_may_fall_on_the_seventh()
    {
        var next = Reading.Accepted("1st sunday at 4am").After(At("2024-04-01T00:00:00Z"), TimeZoneInfo.Utc);

        Assert.Equal(At("2024-04-07T04:00:00Z"), next);
    }

    [Theory]
    [InlineData("2nd sunday at 4am", "2024-04-14T04:00:00Z")]
    [InlineData("4th sunday at 4am", "2024-04-28T04:00:00Z")]
    [InlineData("last sunday at 4am", "2024-04-28T04:00:00Z")]
    [InlineData("5th sunday at 4am", "2024-06-30T04:00:00Z")]
    [InlineData("5th tuesday at 4am", "2024-04-30T04:00:00Z")]
    [InlineData("last tuesday at 4am", "2024-04-30T04:00:00Z")]
    public void The_nth_weekday_is_counted_in_sevens(string text, string expected) => Assert.Equal(
        At(expected), Reading.Accepted(text).After(At("2024-04-01T04:00:00Z"), TimeZoneInfo.Utc));

    [Fact]
    public void A_fifth_weekday_comes_within_the_year_for_four_hundred_years()
    {
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            var when = new Timespec.MonthlyWeekday([new WeekOfMonth(5)], day, [ClockTime.Midnight]);
            for (var at = Now; at.Year < 2426; at = when.After(at, TimeZoneInfo.Utc)!.Value)
                Assert.InRange(at.Day, at == Now ? 1 : 29, 31);
        }
    }

    [Theory]
    [InlineData("daily at 12am", 0)]
    [InlineData("daily at 12pm", 12)]
    public void Twelve_am_is_midnight_and_twelve_pm_is_noon(string text, int hour) =>
        Assert.Equal(hour, Reading.Accepted(text).After(Now, TimeZoneInfo.Utc)?.Hour);

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 2,4,6,9,11 *")]
    public void A_date_that_never_comes_has_no_next_moment(string text) =>
        Assert.Null(Reading.Accepted(text).After(Now, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("daily at 4am")]
    [InlineData("every minute")]
    [InlineData("5th sunday at 4am within 1440 minutes")]
    [InlineData("0 4 * * *")]
    public void The_ends_of_the_calendar_are_no_trouble(string text)
    {
        var when = Reading.Accepted(text + " in Asia/Kolkata");

        Assert.Null(when.After(DateTimeOffset.MaxValue, TimeZoneInfo.Utc, Guid.Empty));
        Assert.Equal(1, when.After(DateTimeOffset.MinValue, TimeZoneInfo.Utc, Guid.Empty)?.Year);
    }

    [Fact]
    public void A_February_29th_is_found_years_ahead() => Assert.Equal(
        At("2028-02-29T04:00:00Z"), Reading.Accepted("0 4 29 2 *").After(Now, TimeZoneInfo.Utc));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
