namespace Shield.Benchmarks.Harness;

/// <summary>One question that is answered by measuring.</summary>
internal interface IPart
{
    /// <summary>By which it is chosen; several may share one.</summary>
    string Letter { get; }

    /// <summary>Where its tables stand in the page: <c>{{name}}</c>.</summary>
    string Name { get; }

    /// <summary>What it measures, for people.</summary>
    string Title { get; }

    /// <summary>Measures. Whatever it starts has ended when it returns, however it returns.</summary>
    Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken);
}

/// <summary>What a part has found.</summary>
/// <param name="Tables">Markdown.</param>
/// <param name="Goals">Those that it speaks of.</param>
internal sealed record PartResult(string Tables, params IReadOnlyList<Goal> Goals);

/// <summary>What was wanted, and what was found.</summary>
internal sealed record Goal(string What, string Wanted, string Found, bool IsMet);
