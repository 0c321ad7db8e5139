namespace Shield.Benchmarks.Harness;

/// <summary>Measures two ways of doing the same in turn, so that what the machine does meanwhile meets both
/// alike. Which of the two goes first alternates from pair to pair.</summary>
internal static class Pairs
{
    /// <summary>Fewer say nothing.</summary>
    public const int Count = 5;

    /// <summary>A pair that is not counted, then <paramref name="count"/> that are.</summary>
    public static async Task<Paired<T>> RunAsync<T>(
        int count,
        Func<CancellationToken, Task<T>> ours,
        Func<CancellationToken, Task<T>> theirs,
        CancellationToken cancellationToken)
    {
        await ours(cancellationToken);
        await theirs(cancellationToken);
        return await RunColdAsync(count, ours, theirs, cancellationToken);
    }

    /// <summary>The same without the first pair: for what is long, and warm already.</summary>
    public static async Task<Paired<T>> RunColdAsync<T>(
        int count,
        Func<CancellationToken, Task<T>> ours,
        Func<CancellationToken, Task<T>> theirs,
        CancellationToken cancellationToken)
    {
        var pairs = new List<(T Ours, T Theirs)>();
        while (pairs.Count < count)
        {
            if (pairs.Count % 2 == 0)
            {
                var first = await ours(cancellationToken);
                pairs.Add((first, await theirs(cancellationToken)));
            }
            else
            {
                var first = await theirs(cancellationToken);
                pairs.Add((await ours(cancellationToken), first));
            }
        }

        return new Paired<T>(pairs);
    }
}

/// <summary>What was measured, pair by pair.</summary>
internal sealed record Paired<T>(IReadOnlyList<(T Ours, T Theirs)> All)
{
    public Spread Ours(Func<T, double> value) => Spread.Of(All.Select(pair => value(pair.Ours)));

    public Spread Theirs(Func<T, double> value) => Spread.Of(All.Select(pair => value(pair.Theirs)));

    /// <summary>Ours to theirs, taken within each pair.</summary>
    public Spread Ratio(Func<T, double> value) =>
        Spread.Of(All.Select(pair => value(pair.Ours) / value(pair.Theirs)));

    /// <summary>Ours less theirs, taken within each pair.</summary>
    public Spread Difference(Func<T, double> value) =>
        Spread.Of(All.Select(pair => value(pair.Ours) - value(pair.Theirs)));
}
