using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

/// <summary>Finds moments the slow way: minute by minute, asking what the clock on the wall shows.</summary>
internal sealed class ClockOracle
{
    private static readonly TimeSpan LeadIn = TimeSpan.FromDays(2);

    private readonly DateTime _from;
    private readonly List<(DateTime Moment, DateTime Reading)> _minutes = [];

    /// <param name="zone">Whose clock.</param>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="to">UTC, inclusive.</param>
    public ClockOracle(TimeZoneInfo zone, DateTime from, DateTime to)
    {
        _from = from;
        for (var moment = from - LeadIn; moment <= to; moment = moment.AddMinutes(1))
            _minutes.Add((moment, TimeZoneInfo.ConvertTimeFromUtc(moment, zone)));
    }

    public IReadOnlyList<DateTime> Moments(Timespec when)
    {
        var due = new SortedSet<DateTime>();
        foreach (var (moment, reading) in _minutes)
            if (NamesMinutes(when) && Matches(when, reading)) due.Add(moment);
        if (!NamesMinutes(when)) due.UnionWith(FirstMoments(when));
        return [.. due.Where(moment => moment >= _from)];
    }

    public static bool NamesMinutes(Timespec when) => when
        is Timespec.Hourly or Timespec.EveryMinutes or Timespec.QuarterHour or Timespec.HalfHour;

    /// <summary>Whether a reading of the local clock is one that the timespec names.</summary>
    public static bool Matches(Timespec when, DateTime reading) => when switch
    {
        Timespec.Hourly f => f.Minutes.Contains(reading.Minute),
        Timespec.QuarterHour f => new[] { 0, 15, 30, 45 }.Contains(reading.Minute - f.FromMinute),
        Timespec.HalfHour f => new[] { 0, 30 }.Contains(reading.Minute - f.FromMinute),
        Timespec.EveryMinutes f => Counts(reading, f.From, f.Minutes),
        Timespec.EveryHours f => Counts(reading, f.From, f.Hours * 60),
        Timespec.Daily f => Shows(reading, f.Times),
        Timespec.Weekly f => Shows(reading, f.Times) && f.Days.Contains(reading.DayOfWeek),
        Timespec.Monthly f => Shows(reading, f.Times) && f.Days.Any(day => IsMonthDay(day, reading)),
        Timespec.MonthlyWeekday f => Shows(reading, f.Times) && reading.DayOfWeek == f.Day
            && f.Weeks.Any(week => IsWeek(week, reading)),
        _ => throw new ArgumentException($"no rule for {when}", nameof(when)),
    };

    private IEnumerable<DateTime> FirstMoments(Timespec when)
    {
        var latest = DateTime.MinValue;
        foreach (var (moment, reading) in _minutes)
        {
            // Every reading that the clock has come to, or jumped over, for the first time.
            var isDue = false;
            if (latest == DateTime.MinValue) latest = reading.AddMinutes(-1);
            while (latest < reading)
            {
                latest = latest.AddMinutes(1);
                isDue |= Matches(when, latest);
            }
            if (isDue) yield return moment;
        }
    }

    private static bool Counts(DateTime reading, ClockTime from, int step)
    {
        var sinceFrom = reading.Hour * 60 + reading.Minute - from.MinuteOfDay;
        return sinceFrom >= 0 && sinceFrom % step == 0;
    }

    private static bool Shows(DateTime reading, IEnumerable<ClockTime> times) =>
        times.Contains(new ClockTime(reading.Hour, reading.Minute));

    private static bool IsMonthDay(MonthDay day, DateTime reading) =>
        day == new MonthDay(reading.Day) || (day == MonthDay.Last && reading.AddDays(1).Day == 1);

    private static bool IsWeek(WeekOfMonth week, DateTime reading)
    {
        var sameDaysSoFar = Enumerable.Range(1, reading.Day)
            .Count(day => new DateTime(reading.Year, reading.Month, day).DayOfWeek == reading.DayOfWeek);
        return week == new WeekOfMonth(sameDaysSoFar)
            || (week == WeekOfMonth.Last && reading.AddDays(7).Month != reading.Month);
    }
}
