namespace Shield.Benchmarks.Harness;

/// <summary>A table in Markdown.</summary>
internal static class Table
{
    public static string Of(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Join('\n', [Line(headings), Line(headings.Select(_ => "---")), .. rows.Select(Line)]);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
