using System.Text.RegularExpressions;

namespace Shield.House.Tests;

/// <summary>The table of the README that says, for each system, what is proven and by which test: a link to
/// the file, whose words are the name of the test.</summary>
internal static partial class SystemProofs
{
    public const string Page = "README.md";

    /// <summary>What a cell says instead of naming a test.</summary>
    private const string Excuse = "—";

    public static IReadOnlyList<string[]> Rows { get; } = MarkdownTable.Read(Page, "System");

    /// <summary>Cells that name no test and give no reason, and tests that are not there.</summary>
    public static IEnumerable<string> Unproven(
        IReadOnlyList<string[]> rows, IReadOnlySet<NamedTest> tests)
    {
        foreach (var cells in rows)
        {
            foreach (var cell in cells.Skip(1))
            {
                var links = Link().Matches(cell).ToArray();
                if (links.Length == 0 && !cell.StartsWith(Excuse, StringComparison.Ordinal))
                    yield return $"{Page}: {cells[0]} has a cell with neither test nor reason: {cell}";
                foreach (var test in links.Select(Named).Where(test => !tests.Contains(test)))
                    yield return $"{Page}: {cells[0]} names {test.Room} {test.Name}, which is no test";
            }
        }
    }

    /// <summary>Plugins without a row, and rows without a plugin.</summary>
    public static IEnumerable<string> WrongSystems(
        IReadOnlyList<string[]> rows, IReadOnlySet<string> plugins)
    {
        var told = rows.Select(cells => cells[0].Split(' ')[0]).ToHashSet();
        return plugins.Except(told).Select(plugin => $"{Page} says nothing of what is proven for {plugin}")
            .Concat(told.Except(plugins).Select(plugin => $"{Page}: there is no plugin {plugin}"));
    }

    private static NamedTest Named(Match link) => new(
        link.Groups["room"].Value,
        $"{link.Groups["class"].Value}.{link.Groups["words"].Value.Replace(' ', '_')}");

    [GeneratedRegex(@"\[(?<words>[^\]]+)\]\(tests/(?<room>[^/]+)/(?<class>[^/.]+)\.cs\)")]
    private static partial Regex Link();
}
