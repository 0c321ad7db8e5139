namespace Shield.Grains.Tasks;

internal sealed partial class TaskGrain
{
    /// <summary>Through the grain, so that no activation still believes in what has been forgotten; the row
    /// and the log go with the state, in one transaction.</summary>
    public async Task ForgetAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        if (!Exists || !State.IsOver || !(State.StoppedAt < endedBefore)) return;
        await Watchdog.TurnOffAsync();
        await RemoveAsync();
    }
}
