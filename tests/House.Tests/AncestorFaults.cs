using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

/// <summary>A test as documents name it: <c>`Worker.Tests` `CancelTests.A_task_that_waits`</c>.</summary>
/// <param name="Room">Its folder below tests/.</param>
/// <param name="Name">Class and method.</param>
internal sealed record NamedTest(string Room, string Name);

/// <summary>The faults of SHIELD 0.x, and the tests that prove them absent.</summary>
internal static class AncestorFaults
{
    public const string Page = "docs/faults.md";

    /// <summary>Each of the sixteen; a letter where one number names several.</summary>
    public static IReadOnlyList<string> Numbers { get; } =
    [
        "1", "2a", "2b", "3a", "3b", "4a", "4b", "5a", "5b", "6a", "6b", "7a", "7b", "8a", "8b", "9", "10a",
        "10b", "11a", "11b", "11c", "12", "13", "14", "15a", "15b", "15c", "16a", "16b",
    ];

    public static IReadOnlyList<string[]> Rows { get; } = MarkdownTable.Read(Page, "Fault");

    /// <summary>Faults without a row, rows without a fault, and faults that have two.</summary>
    public static IEnumerable<string> WrongNumbers(IReadOnlyList<string[]> rows)
    {
        var told = rows.Select(cells => cells[0]).ToArray();
        return Numbers.Except(told).Select(number => $"{Page} has no row for fault {number}")
            .Concat(told.Except(Numbers).Select(number => $"{Page}: there is no fault {number}"))
            .Concat(told.GroupBy(number => number).Where(same => same.Count() > 1)
                .Select(same => $"{Page} has fault {same.Key} twice"));
    }

    /// <summary>Faults without a test, and tests that are not there.</summary>
    public static IEnumerable<string> Unproven(
        IReadOnlyList<string[]> rows, IReadOnlySet<NamedTest> tests)
    {
        foreach (var cells in rows)
        {
            NamedTest[] named = [.. Named(cells[^1])];
            if (named.Length == 0) yield return $"{Page}: fault {cells[0]} has no test";
            foreach (var test in named.Where(test => !tests.Contains(test)))
                yield return $"{Page}: fault {cells[0]} names {test.Room} {test.Name}, which is no test";
        }
    }

    /// <summary>All tests in these files.</summary>
    public static IReadOnlySet<NamedTest> TestsIn(IEnumerable<CSharpFile> files) =>
        files.Where(file => file.IsTest)
            .SelectMany(file => file.Tests.Select(method => new NamedTest(
                file.Path.Split('/')[1],
                $"{(method.Parent as TypeDeclarationSyntax)?.Identifier.Text}.{method.Identifier.Text}")))
            .ToHashSet();

    /// <summary>What a cell names: a room, and then tests of it, each as code.</summary>
    public static IEnumerable<NamedTest> Named(string cell)
    {
        var room = "";
        foreach (var code in MarkdownTable.Codes(cell))
        {
            if (code.Contains('_')) yield return new NamedTest(room, code);
            else room = code;
        }
    }
}
