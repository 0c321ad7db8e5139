using static Shield.Agent.Supervisor.NativeMethods;

namespace Shield.Agent.Supervisor;

/// <summary>
/// A number in memory that a living agent keeps moving. The lifeline closes when the agent is dead; only this
/// tells of one that is there and stands still.
/// </summary>
internal sealed unsafe class Heartbeat
{
    // Looks are counted, not the time between them: that also passes while a whole machine stands still,
    // which is not the agent's fault.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly int _descriptor;
    private readonly int _looksMax;
    private long _seen;
    private int _looksInVain;

    private Heartbeat(int descriptor, TimeSpan silence, long seen)
    {
        _descriptor = descriptor;
        _looksMax = (int)Math.Ceiling(silence / Pause);
        _seen = seen;
    }

    /// <summary>How long the agent has stood still when <see cref="HasStopped"/> says so.</summary>
    public TimeSpan Silence => _looksMax * Pause;

    /// <summary>When to look again, on the clock that <see cref="HasStopped"/> is given.</summary>
    public TimeSpan NextLook { get; private set; } = Pause;

    /// <summary>Looks for the first time.</summary>
    /// <param name="descriptor">A file that begins with the number.</param>
    /// <param name="silence">How long it may stay the same.</param>
    /// <returns>Null if there is no number to be read.</returns>
    public static Heartbeat? TryOpen(int descriptor, TimeSpan silence) =>
        Read(descriptor) is { } seen ? new Heartbeat(descriptor, silence, seen) : null;

    /// <summary>Looks, if it is time to.</summary>
    /// <param name="now">On a clock that began when this was opened.</param>
    /// <returns>Whether the number has not moved for as many looks as the agent may miss.</returns>
    public bool HasStopped(TimeSpan now)
    {
        if (now < NextLook)
            return false;

        NextLook = now + Pause;
        var before = _seen;
        _seen = Read(_descriptor) ?? before;
        _looksInVain = _seen == before ? _looksInVain + 1 : 0;
        return _looksInVain >= _looksMax;
    }

    private static long? Read(int descriptor)
    {
        long number;
        return ReadAt(descriptor, (byte*)&number, sizeof(long), 0) == sizeof(long) ? number : null;
    }
}
