namespace Shield.Domain.Schedules;

/// <summary>Writes a timespec the one way that all its spellings share.</summary>
public static class TimespecText
{
    /// <summary>The canonical text; parsing it gives an equal value.</summary>
    /// <param name="when">A value that the parser gave.</param>
    /// <returns>At most <see cref="TimespecParser.TextCharactersMax"/> characters, 24-hour clock.</returns>
    public static string Canonical(this Timespec when) => Form(when)
        + (when.Zone is { } zone ? $" in {zone}" : "")
        + (when.Spread is { } spread ? $" within {Count((int)spread.TotalMinutes, "minute")}" : "");

    /// <summary>"1, 2 and 3".</summary>
    internal static string List<T>(IEnumerable<T> values)
    {
        var texts = values.Select(value => $"{value}").ToArray();
        return texts.Length == 1 ? texts[0] : $"{string.Join(", ", texts[..^1])} and {texts[^1]}";
    }

    internal static string Count(int number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";

    private static string Form(Timespec when) => when switch
    {
        Timespec.Hourly hourly => $"hourly at {List(hourly.Minutes.Select(minute => $":{minute:00}"))}",
        Timespec.Daily daily => $"daily at {List(daily.Times)}",
        Timespec.Weekly weekly => $"{Days(weekly.Days)} at {List(weekly.Times)}",
        Timespec.Monthly monthly => $"monthly at {List(monthly.Times)} on {List(monthly.Days)}",
        Timespec.MonthlyWeekday nth =>
            $"{List(nth.Weeks)} {WeekdayNames.Lower(nth.Day)} at {List(nth.Times)}",
        Timespec.EveryMinutes { Minutes: 1 } every => "every minute" + From(every.From),
        Timespec.EveryMinutes every => $"every {every.Minutes} minutes" + From(every.From),
        Timespec.EveryHours every => $"every {Count(every.Hours, "hour")}" + From(every.From),
        Timespec.QuarterHour quarter => "every quarter hour" + From(quarter.FromMinute),
        Timespec.HalfHour half => "every half hour" + From(half.FromMinute),
        Timespec.Cron cron => cron.Expression,
        _ => throw new InvalidOperationException($"{when.GetType().Name} has no text"),
    };

    private static string From(ClockTime from) => from == ClockTime.Midnight ? "" : $" from {from}";

    private static string From(int minute) => minute == 0 ? "" : $" from {minute}";

    private static string Days(OrderedSet<DayOfWeek> days) =>
        days.Equals(WeekdayNames.WorkingDays) ? "weekdays"
        : days.Equals(WeekdayNames.Weekend) ? "weekends"
        : List(WeekdayNames.MondayFirst(days).Select(day => WeekdayNames.Lower(day) + "s"));
}
