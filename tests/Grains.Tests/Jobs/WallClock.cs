namespace Shield.Grains.Tests.Jobs;

/// <summary>A way to say when, as a text of the Timespec language and as what the clock on the wall must
/// show.</summary>
/// <param name="Text">The text.</param>
/// <param name="Zone">The clock that is meant.</param>
/// <param name="NamesMinutes">Whether it names minutes, which come as often as they are shown, and not times
/// of day, which come once a day.</param>
/// <param name="IsNamed">Whether a reading of that clock is one of them.</param>
/// <param name="SpreadMinutes">Below how many minutes each job is late, always by the same.</param>
internal sealed record Saying(
    string Text, string Zone, bool NamesMinutes, Func<DateTime, bool> IsNamed, int SpreadMinutes = 0)
{
    public override string ToString() => Text;
}

/// <summary>Finds out minute by minute what the clock on a wall shows. Shares nothing with what it
/// judges.</summary>
internal sealed class WallClock(string zone)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // No clock is put back by more.
    private const int RepeatedMinutesMax = 180;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    /// <summary>Whether something is due in this minute of UTC.</summary>
    public bool IsDue(Saying saying, DateTimeOffset moment)
    {
        var shown = Reading(moment);
        if (saying.NamesMinutes) return saying.IsNamed(shown);

        for (var reading = Reading(moment - Minute) + Minute; reading <= shown; reading += Minute)
        {
            if (saying.IsNamed(reading)) return !HasBeenShown(shown, moment);
        }

        // What is named was not shown, or the clock has been put back and shows it for the second time.
        return false;
    }

    private bool HasBeenShown(DateTime reading, DateTimeOffset moment)
    {
        for (var minutes = 1; minutes <= RepeatedMinutesMax; minutes++)
        {
            if (Reading(moment - (minutes * Minute)) == reading) return true;
        }

        return false;
    }

    private DateTime Reading(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTimeFromUtc(moment.UtcDateTime, _zone);
}
