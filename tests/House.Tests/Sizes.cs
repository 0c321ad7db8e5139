using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

/// <summary>How long things are, and which are too long.</summary>
internal static class Sizes
{
    public const int FileLinesMax = 300;
    public const int MethodLinesMax = 40;
    public const int LineColumnsMax = 110;

    public static IEnumerable<string> LongFiles(string path, string text)
    {
        var lines = Lines(text).Length;
        if (lines > FileLinesMax) yield return $"{path} has {lines} lines, {FileLinesMax} at most";
    }

    public static IEnumerable<string> LongLines(string path, string text) =>
        Lines(text)
            .Select((line, index) => (Columns: line.EnumerateRunes().Count(), Number: index + 1))
            .Where(line => line.Columns > LineColumnsMax)
            .Select(line => $"{path}:{line.Number} has {line.Columns} columns, {LineColumnsMax} at most");

    /// <summary>Everything that has a body, from its name to its last brace; a program's own statements count
    /// as one method.</summary>
    public static IEnumerable<string> LongMethods(CSharpFile file) =>
        file.Nodes<SyntaxNode>().Where(HasBody)
            .Select(node =>
                (Place: file.At(Start(node)), Name: Name(node), Lines: LinesFrom(Start(node), node)))
            .Concat(Program(file))
            .Where(method => method.Lines > MethodLinesMax)
            .Select(method =>
                $"{method.Place} {method.Name} has {method.Lines} lines, {MethodLinesMax} at most");

    /// <summary>The same for a function of a shell script: <c>name() {</c> to the brace in the first column.
    /// </summary>
    public static IEnumerable<string> LongFunctions(string path, string text)
    {
        var start = 0;
        foreach (var (line, number) in Lines(text).Select((line, index) => (line, index + 1)))
        {
            if (line.EndsWith("() {", StringComparison.Ordinal)) start = number;
            if (line is not ("}" or ")") || start == 0) continue;
            if (number - start + 1 > MethodLinesMax)
                yield return $"{path}:{start} has {number - start + 1} lines, {MethodLinesMax} at most";
            start = 0;
        }
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    private static bool HasBody(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or LocalFunctionStatementSyntax;

    private static SyntaxToken Start(SyntaxNode node)
    {
        var first = node.ChildNodesAndTokens().First(child => !child.IsKind(SyntaxKind.AttributeList));
        return first.IsToken ? first.AsToken() : first.AsNode()!.GetFirstToken();
    }

    private static string Name(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node.Kind().ToString(),
    };

    private static int LinesFrom(SyntaxToken start, SyntaxNode node) =>
        node.GetLocation().GetLineSpan().EndLinePosition.Line -
        start.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static IEnumerable<(string Place, string Name, int Lines)> Program(CSharpFile file)
    {
        GlobalStatementSyntax[] statements =
        [
            .. file.Unit.Members.OfType<GlobalStatementSyntax>()
                .Where(statement => statement.Statement is not LocalFunctionStatementSyntax),
        ];
        if (statements.Length == 0) yield break;
        var first = statements[0].GetFirstToken();
        yield return (file.At(first), "the program", LinesFrom(first, statements[^1]));
    }
}
