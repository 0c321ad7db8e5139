namespace Shield.Grains.Jobs;

/// <summary>The reminder that wakes a job at its next slot.</summary>
/// <remarks>An alarm clock, not the truth: what is due is read from the state. It rings every minute from the
/// slot on, so that one ring that is lost costs a minute; for a job that is due every minute it is set
/// once.</remarks>
internal sealed class JobAlarm(IGrainBase grain, TimeProvider clock)
{
    private const string Name = "next-run";

    /// <summary>The shortest period that reminders have.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _setFor;

    /// <summary>Remembers since when it rings, from a ring.</summary>
    public void Rang(TickStatus status) => _setFor ??= new DateTimeOffset(
        DateTime.SpecifyKind(status.FirstTickTime, DateTimeKind.Utc));

    /// <summary>Sets it for the next slot, or turns it off when there is none.</summary>
    public async Task SetAsync(DateTimeOffset? next)
    {
        if (next is not { } at)
        {
            await TurnOffAsync();
            return;
        }

        var now = clock.GetUtcNow();
        if (_setFor is { } since && since <= at && at - Max(since, now) <= Period && IsOnTime(since, at)) return;
        await grain.RegisterOrUpdateReminder(Name, at > now ? at - now : TimeSpan.Zero, Period);
        _setFor = at;
    }

    /// <summary>It rings no more.</summary>
    public async Task TurnOffAsync()
    {
        _setFor = null;
        if (await grain.GetReminder(Name) is { } reminder) await grain.UnregisterReminder(reminder);
    }

    /// <summary>Whether a clock that rings every minute since then rings at this moment, within a second.
    /// </summary>
    private static bool IsOnTime(DateTimeOffset since, DateTimeOffset at) =>
        (at - since).Ticks % Period.Ticks is var late
        && (late == 0 || Period.Ticks - late < TimeSpan.TicksPerSecond);

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
