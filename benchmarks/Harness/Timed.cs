namespace Shield.Benchmarks.Harness;

/// <summary>Says how long something took.</summary>
internal static class Timed
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public static async Task<TimeSpan> RunAsync(Func<Task> work)
    {
        var start = Clock.GetTimestamp();
        await work();
        return Clock.GetElapsedTime(start);
    }
}
