namespace Shield.Cli.Tests;

/// <summary>A clock by which nothing is ever late, for what is not about being late.</summary>
internal sealed class StillClock : TimeProvider
{
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
