namespace Shield.House.Tests;

/// <summary>Reads the tables of our documents that tests hold the code to.</summary>
internal static class MarkdownTable
{
    /// <summary>The rows, cell by cell, of the first table whose first heading is the given one.</summary>
    public static IReadOnlyList<string[]> Read(string path, string firstHeading)
    {
        string[][] rows =
        [
            .. Checkout.Read(path).Split('\n')
                .SkipWhile(line => !line.StartsWith($"| {firstHeading} |", StringComparison.Ordinal))
                .TakeWhile(line => line.StartsWith('|'))
                .Skip(2)
                .Select(Cells),
        ];
        return rows.Length > 0
            ? rows
            : throw new InvalidOperationException($"{path} has no table that begins with {firstHeading}");
    }

    /// <summary>What is quoted as code in a cell.</summary>
    public static string[] Codes(string cell) => [.. cell.Split('`').Where((_, index) => index % 2 == 1)];

    private static string[] Cells(string line) =>
        [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
}
