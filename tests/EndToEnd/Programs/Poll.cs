namespace Shield.EndToEnd.Programs;

/// <summary>Waits until something is so, and gives up loudly.</summary>
internal static class Poll
{
    /// <summary>How long anything may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public static Task UntilAsync(Func<bool> isSo, string otherwise) =>
        UntilAsync(() => Task.FromResult(isSo()), () => otherwise);

    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> otherwise)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await isSo())
        {
            if (clock.GetElapsedTime(start) > Patience) throw new TimeoutException(otherwise());
            await Task.Delay(LookAgain, clock);
        }
    }
}
