using Shield.Domain.Schedules;

namespace Shield.Domain.Jobs;

/// <summary>What a service says about every schedule.</summary>
/// <param name="Zone">The zone of schedules that name none.</param>
/// <param name="EveryMinute">Whether each schedule is every minute, whatever it says: for trying things out.
/// </param>
/// <param name="History">How far back slots are written down; what was due before is over and
/// forgotten.</param>
public sealed record ScheduleClock(TimeZoneInfo Zone, bool EveryMinute, TimeSpan History)
{
    private static readonly Timespec Always = new Timespec.EveryMinutes(1, ClockTime.Midnight);

    /// <summary>UTC, schedules as they are, 90 days.</summary>
    public static ScheduleClock Default { get; } = new(TimeZoneInfo.Utc, false, TimeSpan.FromDays(90));

    /// <summary>The first moment after another that a schedule means for a job.</summary>
    /// <param name="when">A text of the Timespec language.</param>
    /// <param name="after">Exclusive lower bound; its seconds are dropped first.</param>
    /// <param name="job">The job: a spread is its own.</param>
    /// <returns>UTC, on a whole minute; null when it never happens again, or when the text is none.</returns>
    /// <exception cref="TimeZoneNotFoundException">The timespec's zone is gone from this machine.</exception>
    public DateTimeOffset? After(string when, DateTimeOffset after, JobId job)
    {
        if (EveryMinute) return Always.After(after, Zone);
        return TimespecParser.Parse(when) is TimespecResult.Accepted accepted
            ? accepted.When.After(after, Zone, job.Value)
            : null;
    }

    /// <summary>Every moment after one up to and including another.</summary>
    /// <inheritdoc cref="After" />
    public IEnumerable<DateTimeOffset> Between(
        string when, DateTimeOffset after, DateTimeOffset through, JobId job)
    {
        while (After(when, after, job) is { } next && next <= through)
        {
            yield return next;
            after = next;
        }
    }
}
