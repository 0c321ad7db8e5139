namespace Shield.Grains;

/// <summary>The reminder of a grain: it rings at a moment, and every minute from then on.</summary>
/// <remarks>An alarm clock, not the truth: what is due is read from the state, and a ring that is lost costs
/// a minute. One that rings as wished already is not set again, so that what is due every minute costs no
/// write.</remarks>
internal sealed class Alarm(IGrainBase grain, string name, TimeProvider clock)
{
    /// <summary>The shortest period that reminders have.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _setFor;

    /// <summary>Remembers since when it rings, from a ring.</summary>
    public void Rang(TickStatus status) => _setFor ??= new DateTimeOffset(
        DateTime.SpecifyKind(status.FirstTickTime, DateTimeKind.Utc));

    /// <summary>Sets it for a moment, or turns it off when there is none.</summary>
    public async Task SetAsync(DateTimeOffset? moment)
    {
        if (moment is not { } at)
        {
            await TurnOffAsync();
            return;
        }

        var now = clock.GetUtcNow();
        if (_setFor is { } since && RingsAt(since, at, now)) return;
        await grain.RegisterOrUpdateReminder(name, at > now ? at - now : TimeSpan.Zero, Period);
        _setFor = at;
    }

    /// <summary>It rings no more.</summary>
    public async Task TurnOffAsync()
    {
        _setFor = null;
        if (await grain.GetReminder(name) is { } reminder) await grain.UnregisterReminder(reminder);
    }

    /// <summary>Whether a clock that rings every minute since then rings next at this moment, within a
    /// second.</summary>
    private static bool RingsAt(DateTimeOffset since, DateTimeOffset at, DateTimeOffset now)
    {
        if (since > at || at - (since > now ? since : now) > Period) return false;
        var late = (at - since).Ticks % Period.Ticks;
        return late == 0 || Period.Ticks - late < TimeSpan.TicksPerSecond;
    }
}
