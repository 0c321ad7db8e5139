using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

/// <summary>A source file, read by the compiler.</summary>
internal sealed record CSharpFile(string Path, string Text, CompilationUnitSyntax Unit)
{
    public static IReadOnlyList<CSharpFile> All { get; } =
        [.. Checkout.Ending(".cs").Select(path => Parse(path, Checkout.Read(path)))];

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The methods that are run as tests.</summary>
    public IEnumerable<MethodDeclarationSyntax> Tests => Nodes<MethodDeclarationSyntax>()
        .Where(method => Attributes(method.AttributeLists).Any(name => name is "Fact" or "Theory"));

    public static CSharpFile Parse(string path, string text)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        return new CSharpFile(path, text, CSharpSyntaxTree.ParseText(text, options).GetCompilationUnitRoot());
    }

    public IEnumerable<T> Nodes<T>()
        where T : SyntaxNode => Unit.DescendantNodes().OfType<T>();

    /// <summary>Where something is, as editors and terminals understand it.</summary>
    public string At(SyntaxNodeOrToken place) =>
        $"{Path}:{place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";

    public static bool Has(MemberDeclarationSyntax member, string attribute) =>
        Attributes(member.AttributeLists).Any(found => found == attribute);

    public static IEnumerable<string> Attributes(SyntaxList<AttributeListSyntax> lists) =>
        lists.SelectMany(list => list.Attributes).Select(found => found.Name.ToString());
}
