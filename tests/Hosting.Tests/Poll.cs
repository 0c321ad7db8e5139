namespace Shield.Silo.Hosting.Tests;

/// <summary>Waits for what nobody announces.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await holds())
        {
            Assert.True(clock.GetElapsedTime(start) < WaitMax, "it did not come true in time");
            await Task.Delay(Pause, clock);
        }
    }
}
