namespace Shield.Plugins.Sdk.Processes;

/// <summary>Ends processes whose supervisor, or whose agent, is no more.</summary>
internal static class Leftovers
{
    /// <summary>Exit codes above this one tell of a signal.</summary>
    public const int SignalBase = 128;

    private const int KillRoundsMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Beyond its grace period a supervisor needs a moment to settle and to kill.
    private static readonly TimeSpan SupervisorMargin = TimeSpan.FromSeconds(4);

    /// <summary>Waits until nothing is found, and kills what is left when the grace period is over.</summary>
    /// <returns>How many processes were there at first.</returns>
    public static async Task<int> EndAsync(
        ProcessSearch search, TimeSpan grace, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var atFirst = search.Find().Count;
        while (search.Find() is { Count: > 0 } found)
        {
            // Their supervisors know already that the agent is dead and are better at this than we are.
            if (clock.GetElapsedTime(start) > grace + SupervisorMargin)
                ProcessSearch.Kill(found);
            await Task.Delay(Pause, clock, cancellationToken);
        }

        return atFirst;
    }

    /// <summary>Kills what is found, for 5 s at most.</summary>
    public static async Task KillAsync(ProcessSearch search, TimeProvider clock)
    {
        for (var round = 0; round < KillRoundsMax && search.Find() is { Count: > 0 } found; round++)
        {
            ProcessSearch.Kill(found);
            await Task.Delay(Pause, clock, CancellationToken.None);
        }
    }
}
