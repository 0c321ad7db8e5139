namespace Shield.Domain.Schedules;

/// <summary>A reading of the wall clock, to the minute.</summary>
public readonly record struct ClockTime : IComparable<ClockTime>
{
    internal const int MinutesPerDay = 24 * 60;

    /// <summary>The reading <paramref name="hour"/>:<paramref name="minute"/>.</summary>
    /// <param name="hour">0 to 23.</param>
    /// <param name="minute">0 to 59.</param>
    /// <exception cref="ArgumentOutOfRangeException">No clock shows that.</exception>
    public ClockTime(int hour, int minute)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hour);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hour, 23);
        ArgumentOutOfRangeException.ThrowIfNegative(minute);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minute, 59);
        MinuteOfDay = hour * 60 + minute;
    }

    internal ClockTime(int minuteOfDay)
        : this(minuteOfDay / 60, minuteOfDay % 60)
    {
    }

    /// <summary>The day's first minute.</summary>
    public static ClockTime Midnight => default;

    /// <summary>Minutes since the clock read 0:00, 0 to 1439.</summary>
    public int MinuteOfDay { get; }

    /// <summary>0 to 23.</summary>
    public int Hour => MinuteOfDay / 60;

    /// <summary>0 to 59.</summary>
    public int Minute => MinuteOfDay % 60;

    /// <summary>True when the left time of day is earlier than the right one.</summary>
    public static bool operator <(ClockTime left, ClockTime right) => left.MinuteOfDay < right.MinuteOfDay;

    /// <summary>True when the left time of day is not later than the right one.</summary>
    public static bool operator <=(ClockTime left, ClockTime right) => left.MinuteOfDay <= right.MinuteOfDay;

    /// <summary>True when the left time of day is later than the right one.</summary>
    public static bool operator >(ClockTime left, ClockTime right) => left.MinuteOfDay > right.MinuteOfDay;

    /// <summary>True when the left time of day is not earlier than the right one.</summary>
    public static bool operator >=(ClockTime left, ClockTime right) => left.MinuteOfDay >= right.MinuteOfDay;

    /// <summary>By time of day.</summary>
    /// <param name="other">Another clock time.</param>
    public int CompareTo(ClockTime other) => MinuteOfDay.CompareTo(other.MinuteOfDay);

    /// <summary>The canonical form, 24 hours without a leading zero: <c>4:05</c>.</summary>
    public override string ToString() => $"{Hour}:{Minute:00}";
}
