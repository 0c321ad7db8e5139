namespace Shield.Cli.Tests;

/// <summary>Berlin's clock, running fifty times as fast, so that pauses are short and patience ends.
/// </summary>
internal sealed class HastyClock : TimeProvider
{
    private const int Haste = 50;

    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public override long GetTimestamp() => base.GetTimestamp() * Haste;

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Haste : dueTime, period);
}
