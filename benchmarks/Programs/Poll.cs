namespace Shield.Benchmarks.Programs;

/// <summary>Looks again and again until something is so.</summary>
internal static class Poll
{
    /// <summary>What has not come by then does not come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <param name="isSo">Whether it is.</param>
    /// <param name="otherwise">What is wrong when it is not in the end.</param>
    /// <param name="patience">When that is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It is not.</exception>
    public static async Task UntilAsync(
        Func<Task<bool>> isSo,
        Func<string> otherwise,
        TimeSpan patience,
        CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        while (!await isSo())
        {
            var elapsed = Clock.GetElapsedTime(start);
            if (elapsed > patience) throw new TimeoutException($"{otherwise()}, after {elapsed}");
            await Task.Delay(LookAgain, Clock, cancellationToken);
        }
    }
}
