namespace Shield.Domain.Schedules;

/// <summary>Forms that name minutes: they happen at every real minute whose clock reading matches.</summary>
internal static class DueMinutes
{
    private const int MinutesPerHour = 60;

    public static DateTime After(Timespec when, DateTime after, LocalClock clock)
    {
        var moment = after.AddMinutes(1);
        while (true)
        {
            var reading = clock.Reading(moment);
            var due = moment.AddMinutes(MinutesUntilMatch(when, reading));

            // Counting minutes is right only while the clock runs evenly; after a shift it is read anew.
            if (clock.NextShift(moment, due) is not { } shift) return due;
            moment = shift;
        }
    }

    private static int MinutesUntilMatch(Timespec when, DateTime reading) => when switch
    {
        Timespec.Hourly hourly => UntilMinute(hourly.Minutes, reading.Minute),
        Timespec.QuarterHour quarter => UntilStep(
            quarter.FromMinute, Timespec.QuarterHour.StepMinutes, reading.Minute),
        Timespec.HalfHour half => UntilStep(half.FromMinute, Timespec.HalfHour.StepMinutes, reading.Minute),
        Timespec.EveryMinutes every => UntilCount(every, reading.Hour * MinutesPerHour + reading.Minute),
        _ => throw new InvalidOperationException($"{when.GetType().Name} names no minutes"),
    };

    private static int UntilMinute(OrderedSet<int> minutes, int now)
    {
        for (var i = 0; i < minutes.Count; i++)
            if (minutes[i] >= now) return minutes[i] - now;
        return minutes[0] + MinutesPerHour - now;
    }

    private static int UntilStep(int from, int step, int now) => (from - now + MinutesPerHour) % step;

    private static int UntilCount(Timespec.EveryMinutes every, int now)
    {
        var first = every.From.MinuteOfDay;
        if (now <= first) return first - now;

        var steps = (now - first + every.Minutes - 1) / every.Minutes;
        var next = first + steps * every.Minutes;
        return (next < ClockTime.MinutesPerDay ? next : first + ClockTime.MinutesPerDay) - now;
    }
}
