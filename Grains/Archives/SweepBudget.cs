namespace Shield.Grains.Archives;

/// <summary>How long a sweep may go on before others get their turn with the grain.</summary>
internal sealed class SweepBudget(TimeProvider clock, TimeSpan max)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Whether it has been long enough.</summary>
    public bool IsSpent => clock.GetElapsedTime(_start) >= max;
}
