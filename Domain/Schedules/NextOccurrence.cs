using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Shield.Domain.Schedules;

/// <summary>The question "when next?", answered without a clock.</summary>
/// <remarks>Daylight rules: docs/timespec.md.</remarks>
public static class NextOccurrence
{
    // Far enough from the calendar's ends that no zone, spread or wait leads over them.
    private static readonly DateTime Earliest = new(1, 1, 4, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(9998, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The first moment after <paramref name="after"/>, without any job's spread.</summary>
    /// <param name="when">A value that the parser gave.</param>
    /// <param name="after">Exclusive lower bound, any offset; its seconds are dropped first.</param>
    /// <param name="serviceZone">The clock that is meant when the timespec names no zone.</param>
    /// <returns>UTC, on a whole minute; null when it never happens again (a cron February 30th, or
    /// after the year 9997).</returns>
    /// <exception cref="TimeZoneNotFoundException">The timespec's zone is gone from this machine.</exception>
    public static DateTimeOffset? After(this Timespec when, DateTimeOffset after, TimeZoneInfo serviceZone)
    {
        var zone = when.Zone is { } id ? Zone(id) : serviceZone;
        var minute = Clamped(after.UtcDateTime);
        if (minute >= Latest) return null;

        var clock = new LocalClock(zone);
        DateTime? next = when switch
        {
            Timespec.Cron cron => CronTimespec.Next(cron, minute, zone),
            Timespec.Hourly or Timespec.EveryMinutes or Timespec.QuarterHour or Timespec.HalfHour =>
                DueMinutes.After(when, minute, clock),
            _ => DueTimes.After(when, minute, clock),
        };
        return next is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
    }

    /// <summary>The first moment after <paramref name="after"/> for one job: base time plus offset.</summary>
    /// <param name="when">A value that the parser gave.</param>
    /// <param name="after">Exclusive lower bound, any offset; its seconds are dropped first.</param>
    /// <param name="serviceZone">The clock that is meant when the timespec names no zone.</param>
    /// <param name="job">The job's UUID.</param>
    /// <returns>UTC, on a whole minute; null when it never happens again.</returns>
    /// <exception cref="TimeZoneNotFoundException">The timespec's zone is gone from this machine.</exception>
    public static DateTimeOffset? After(
        this Timespec when, DateTimeOffset after, TimeZoneInfo serviceZone, Guid job)
    {
        var offset = when.SpreadOffset(job);
        return when.After(new DateTimeOffset(Clamped(after.UtcDateTime) - offset), serviceZone) + offset;
    }

    /// <summary>How much later than the base time a job runs: always the same for the same UUID.</summary>
    /// <param name="when">A value that the parser gave.</param>
    /// <param name="job">The job's UUID.</param>
    /// <returns>Whole minutes, from zero to below the spread; zero without one.</returns>
    public static TimeSpan SpreadOffset(this Timespec when, Guid job)
    {
        if (when.Spread is not { } spread) return TimeSpan.Zero;

        // The runtime's own hash codes change between versions; a job's minute must not.
        Span<byte> uuid = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        job.TryWriteBytes(uuid, bigEndian: true, out _);
        SHA256.HashData(uuid, hash);
        var minutes = BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)spread.TotalMinutes;
        return TimeSpan.FromMinutes((long)minutes);
    }

    private static TimeZoneInfo Zone(string id) =>
        TimeZones.Find(id) ?? throw new TimeZoneNotFoundException($"the time zone '{id}' is unknown");

    private static DateTime Clamped(DateTime moment)
    {
        var minute = new DateTime(moment.Ticks - moment.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        return minute < Earliest ? Earliest : minute;
    }
}
