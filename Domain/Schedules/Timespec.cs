namespace Shield.Domain.Schedules;

/// <summary>When a backup runs.</summary>
/// <remarks>
/// Values come from <see cref="TimespecParser"/>; only their text is stored. The language, its daylight rules
/// and refusals: docs/timespec.md.
/// </remarks>
public abstract record Timespec
{
    private Timespec()
    {
    }

    /// <summary>IANA id, in canonical case, of the zone whose clock is meant; null: the service's.</summary>
    public string? Zone { get; init; }

    /// <summary>How far jobs are spread, whole minutes, 1 minute to 24 hours; null: not at all.</summary>
    public TimeSpan? Spread { get; init; }

    /// <summary>At some minutes of every hour; names minutes.</summary>
    /// <param name="Minutes">Each 0 to 59.</param>
    public sealed record Hourly(OrderedSet<int> Minutes) : Timespec;

    /// <summary>Every day; names times of day.</summary>
    /// <param name="Times">By the local clock.</param>
    public sealed record Daily(OrderedSet<ClockTime> Times) : Timespec;

    /// <summary>On some days of every week; names times of day.</summary>
    /// <param name="Days">One to six days; all seven are <see cref="Daily"/>.</param>
    /// <param name="Times">By the local clock.</param>
    public sealed record Weekly(OrderedSet<DayOfWeek> Days, OrderedSet<ClockTime> Times) : Timespec;

    /// <summary>On some days of every month; names times of day.</summary>
    /// <param name="Days">A number that a month does not have is skipped there.</param>
    /// <param name="Times">By the local clock.</param>
    public sealed record Monthly(OrderedSet<MonthDay> Days, OrderedSet<ClockTime> Times) : Timespec;

    /// <summary>On the n-th or last weekday of every month; names times of day.</summary>
    /// <param name="Weeks">A fifth that a month does not have is skipped there.</param>
    /// <param name="Day">The weekday.</param>
    /// <param name="Times">By the local clock.</param>
    public sealed record MonthlyWeekday(
        OrderedSet<WeekOfMonth> Weeks, DayOfWeek Day, OrderedSet<ClockTime> Times) : Timespec;

    /// <summary>Every so many minutes to the end of each local day, then anew; names minutes.</summary>
    /// <param name="Minutes">1 to 1440.</param>
    /// <param name="From">Where each day's count begins.</param>
    public sealed record EveryMinutes(int Minutes, ClockTime From) : Timespec
    {
        internal const int MinutesMax = ClockTime.MinutesPerDay;
    }

    /// <summary>Every so many hours to the end of each local day, then anew; names times of day.</summary>
    /// <param name="Hours">1 to 23.</param>
    /// <param name="From">Where each day's count begins.</param>
    public sealed record EveryHours(int Hours, ClockTime From) : Timespec
    {
        internal const int HoursMax = 23;
    }

    /// <summary>Every quarter hour; names minutes.</summary>
    /// <param name="FromMinute">The first minute of every hour, 0 to 14.</param>
    public sealed record QuarterHour(int FromMinute) : Timespec
    {
        internal const int StepMinutes = 15;
    }

    /// <summary>Every half hour; names minutes.</summary>
    /// <param name="FromMinute">The first minute of every hour, 0 to 29.</param>
    public sealed record HalfHour(int FromMinute) : Timespec
    {
        internal const int StepMinutes = 30;
    }

    /// <summary>By a cron expression; what it means, daylight saving included, is what Cronos says.</summary>
    /// <param name="Expression">Five fields in lower case with single spaces, or a name like @daily.</param>
    public sealed record Cron(string Expression) : Timespec;
}
