namespace Shield.Benchmarks.Harness;

/// <summary>What many requests came to.</summary>
/// <param name="PerSecond">How many were answered in a second, over all connections.</param>
/// <param name="MedianMs">How long half of them took at most.</param>
/// <param name="P99Ms">How long 99 in a hundred of them took at most.</param>
internal sealed record Load(double PerSecond, double MedianMs, double P99Ms)
{
    /// <summary>Sends requests over several connections, on each one after another.</summary>
    /// <param name="connections">How many.</param>
    /// <param name="count">How many requests in all.</param>
    /// <param name="request">Gets the number of its connection.</param>
    public static async Task<Load> RunAsync(int connections, int count, Func<int, Task> request)
    {
        var took = new double[count];
        async Task WorkAsync(int connection)
        {
            for (var number = connection; number < count; number += connections)
                took[number] = (await Timed.RunAsync(() => request(connection))).TotalMilliseconds;
        }

        // Each on a thread of the pool: the client of SQLite blocks, whatever its methods are called.
        var elapsed = await Timed.RunAsync(() => Task.WhenAll(
            Enumerable.Range(0, connections).Select(connection => Task.Run(() => WorkAsync(connection)))));
        Array.Sort(took);
        var p99 = took[(int)Math.Ceiling(0.99 * count) - 1];
        return new Load(count / elapsed.TotalSeconds, Spread.Of(took).Median, p99);
    }
}
