namespace Shield.Domain.Schedules;

/// <summary>Forms that name times of day: each happens once on each of its days.</summary>
internal static class DueTimes
{
    // The longest wait is for a fifth weekday, 17 weeks; every year has four of each at least.
    private const int DaysAheadMax = 366;

    public static DateTime? After(Timespec when, DateTime after, LocalClock clock)
    {
        // Only a later reading can have a later first moment: whatever the clock shows, it has come to.
        var now = clock.Reading(after);
        var date = DateOnly.FromDateTime(now);
        var from = now.Hour * 60 + now.Minute + 1;
        for (var ahead = 0; ahead <= DaysAheadMax; ahead++, from = 0)
        {
            var day = date.AddDays(ahead);
            if (!IsDay(when, day)) continue;

            for (var time = NextTime(when, from); time >= 0; time = NextTime(when, time + 1))
            {
                var moment = clock.FirstMoment(day.ToDateTime(TimeOnly.MinValue).AddMinutes(time));
                if (moment > after) return moment;
            }
        }
        return null;
    }

    private static bool IsDay(Timespec when, DateOnly date) => when switch
    {
        Timespec.Daily or Timespec.EveryHours => true,
        Timespec.Weekly weekly => Has(weekly.Days, date.DayOfWeek),
        Timespec.Monthly monthly => IsMonthDay(monthly.Days, date),
        Timespec.MonthlyWeekday nth => date.DayOfWeek == nth.Day && IsWeek(nth.Weeks, date),
        _ => throw new InvalidOperationException($"{when.GetType().Name} names no days"),
    };

    private static bool Has(OrderedSet<DayOfWeek> days, DayOfWeek day)
    {
        for (var i = 0; i < days.Count; i++)
            if (days[i] == day) return true;
        return false;
    }

    private static bool IsMonthDay(OrderedSet<MonthDay> days, DateOnly date)
    {
        for (var i = 0; i < days.Count; i++)
            if (days[i].Is(date)) return true;
        return false;
    }

    private static bool IsWeek(OrderedSet<WeekOfMonth> weeks, DateOnly date)
    {
        for (var i = 0; i < weeks.Count; i++)
            if (weeks[i].Is(date)) return true;
        return false;
    }

    /// <summary>The first minute of the day at or after <paramref name="from"/>, or −1.</summary>
    private static int NextTime(Timespec when, int from) => when switch
    {
        Timespec.Daily daily => NextTime(daily.Times, from),
        Timespec.Weekly weekly => NextTime(weekly.Times, from),
        Timespec.Monthly monthly => NextTime(monthly.Times, from),
        Timespec.MonthlyWeekday nth => NextTime(nth.Times, from),
        Timespec.EveryHours every => NextTime(every, from),
        _ => throw new InvalidOperationException($"{when.GetType().Name} names no times of day"),
    };

    private static int NextTime(OrderedSet<ClockTime> times, int from)
    {
        for (var i = 0; i < times.Count; i++)
            if (times[i].MinuteOfDay >= from) return times[i].MinuteOfDay;
        return -1;
    }

    private static int NextTime(Timespec.EveryHours every, int from)
    {
        var step = every.Hours * 60;
        var first = every.From.MinuteOfDay;
        var next = from <= first ? first : first + (from - first + step - 1) / step * step;
        return next < ClockTime.MinutesPerDay ? next : -1;
    }
}
