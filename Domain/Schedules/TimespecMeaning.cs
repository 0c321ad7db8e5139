namespace Shield.Domain.Schedules;

/// <summary>Says in plain words when a timespec happens.</summary>
public static class TimespecMeaning
{
    /// <summary>A phrase to show to people, like "every Sunday at 08:00, Europe/Berlin".</summary>
    /// <param name="when">A value that the parser gave.</param>
    /// <returns>English, without a full stop; not meant to be parsed.</returns>
    public static string Describe(this Timespec when) => Form(when)
        + (when.Zone is { } zone ? $", {zone}" : "")
        + (when.Spread is { } spread
            ? $", each job at its own minute within {TimespecText.Count((int)spread.TotalMinutes, "minute")}"
            : "");

    private static string Form(Timespec when) => when switch
    {
        Timespec.Hourly hourly => $"every hour at {Minutes(hourly.Minutes)}",
        Timespec.Daily daily => $"every day at {Times(daily.Times)}",
        Timespec.Weekly weekly => $"every {Days(weekly.Days)} at {Times(weekly.Times)}",
        Timespec.Monthly monthly =>
            $"on the {TimespecText.List(monthly.Days)} of every month"
            + (monthly.Days.Any(day => day.IsSometimesMissing) ? " that has it" : "")
            + $" at {Times(monthly.Times)}",
        Timespec.MonthlyWeekday nth =>
            $"on the {TimespecText.List(nth.Weeks)} {nth.Day} of every month"
            + (nth.Weeks.Any(week => week.IsSometimesMissing) ? " that has it" : "")
            + $" at {Times(nth.Times)}",
        Timespec.EveryMinutes every => Every(every.Minutes, "minute", every.From, every.Minutes),
        Timespec.EveryHours every => Every(every.Hours, "hour", every.From, every.Hours * 60),
        Timespec.QuarterHour quarter => "every quarter of an hour, at "
            + PartsOfHour(quarter.FromMinute, Timespec.QuarterHour.StepMinutes),
        Timespec.HalfHour half => "every half hour, at "
            + PartsOfHour(half.FromMinute, Timespec.HalfHour.StepMinutes),
        Timespec.Cron cron => Cron(cron.Expression),
        _ => throw new InvalidOperationException($"{when.GetType().Name} has no meaning"),
    };

    private static string Minutes(IEnumerable<int> minutes) =>
        TimespecText.List(minutes.Select(minute => $":{minute:00}"));

    private static string Times(IEnumerable<ClockTime> times) => TimespecText.List(times.Select(Time));

    private static string Time(ClockTime time) => $"{time.Hour:00}:{time.Minute:00}";

    private static string Days(OrderedSet<DayOfWeek> days) => days.Equals(WeekdayNames.WorkingDays)
        ? "weekday, Monday to Friday,"
        : TimespecText.List(WeekdayNames.MondayFirst(days));

    private static string Every(int number, string unit, ClockTime from, int stepMinutes)
    {
        // The day's end only shows when the steps do not fill the day evenly.
        var every = number == 1 ? $"every {unit}" : $"every {number} {unit}s";
        return from == ClockTime.Midnight && ClockTime.MinutesPerDay % stepMinutes == 0
            ? every
            : $"{every} from {Time(from)} to the end of each day";
    }

    private static string PartsOfHour(int first, int step) =>
        Minutes(Enumerable.Range(0, 60 / step).Select(part => first + part * step));

    private static string Cron(string expression) => expression switch
    {
        "@hourly" => "every hour at :00",
        "@daily" => "every day at 00:00",
        "@weekly" => "every Sunday at 00:00",
        "@monthly" => "on the 1st of every month at 00:00",
        "@yearly" => "on January 1st of every year at 00:00",
        _ => $"whenever the clock matches the cron expression {expression}",
    };
}
