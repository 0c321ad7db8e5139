namespace Shield.Plugins.S3.Tests;

/// <summary>The real time, in which pauses of up to a minute are over at once: what a test repeats is
/// repeated as often as by the plugin, only sooner.</summary>
internal sealed class HastyClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Moment ?? System.GetUtcNow();

    /// <summary>A moment to stand still at; null for the real time.</summary>
    public DateTimeOffset? Moment { get; init; }

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(
            callback, state, dueTime < TimeSpan.FromMinutes(1) ? dueTime / 100 : dueTime, period);
}
