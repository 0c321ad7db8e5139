using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Page;

/// <summary>What came of a part: its result, or why there is none.</summary>
internal sealed record Outcome(IPart Part, PartResult? Result, string Why);

/// <summary>Puts the figures into the prose.</summary>
internal static class PerformancePage
{
    /// <summary>Writes the page.</summary>
    /// <returns>Where, below the checkout: only the figures of a whole run may stand in the
    /// documentation.</returns>
    public static string Write(
        Wanted wanted, Machine machine, IReadOnlyList<Outcome> outcomes, TimeSpan elapsed)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Page", "performance.md.in");
        var page = File.ReadAllText(source)
            .Replace("{{machine}}", machine.ToTable(), StringComparison.Ordinal)
            .Replace("{{goals}}", GoalsOf(outcomes), StringComparison.Ordinal)
            .Replace("{{minutes}}", $"{elapsed.TotalMinutes:F0}", StringComparison.Ordinal);
        foreach (var outcome in outcomes)
        {
            var tables = outcome.Result?.Tables ?? $"**Not measured in this run:** {OneLine(outcome.Why)}";
            page = page.Replace($"{{{{{outcome.Part.Name}}}}}", tables, StringComparison.Ordinal);
        }

        var path = wanted.IsWhole ? "docs/performance.md" : "artifacts/performance.md";
        File.WriteAllText(Path.Combine(Workshop.Root, path), page);
        return path;
    }

    /// <summary>All goals, met or not; and what could not be measured.</summary>
    public static string GoalsOf(IReadOnlyList<Outcome> outcomes) => Table.Of(
        ["figure", "goal", "found", ""],
        outcomes.SelectMany(outcome => outcome.Result is { } result
            ? result.Goals.Select(goal => (string[])
                [goal.What, goal.Wanted, goal.Found, goal.IsMet ? "met" : "**missed**"])
            : [[outcome.Part.Title, "", "not measured", "**failed**"]]));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
