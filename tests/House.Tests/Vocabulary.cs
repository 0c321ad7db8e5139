using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

/// <summary>Words that are not ours, where ours should be.</summary>
internal static partial class Vocabulary
{
    private static readonly string[] Drawers = ["Common", "Helpers", "Utils", "Models"];
    private static readonly string[] TakenNames = ["Task", "TaskStatus", "TaskScheduler"];

    /// <summary>A folder that says nothing of what lies in it.</summary>
    public static IEnumerable<string> Catchalls(string path) =>
        path.Split('/')[..^1].Where(IsCatchall)
            .Select(folder => $"{path} lies in a folder {folder}: name its noun");

    public static IEnumerable<string> WrongNamespaces(CSharpFile file)
    {
        foreach (var space in file.Nodes<BaseNamespaceDeclarationSyntax>())
        {
            var name = space.Name.ToString();
            if (name.Split('.')[0] != "Shield")
                yield return $"{file.At(space)} namespace {name} does not begin with Shield";
            if (name.StartsWith("Shield.Orleans", StringComparison.Ordinal))
                yield return $"{file.At(space)} namespace {name} hides the framework's own";
            if (name.Split('.').Any(IsCatchall))
                yield return $"{file.At(space)} namespace {name} is a drawer for everything";
            if (space is NamespaceDeclarationSyntax)
                yield return $"{file.At(space)} namespace {name} has braces";
        }
    }

    /// <summary>Types of the framework that every reader would take ours for.</summary>
    public static IEnumerable<string> TakenTypeNames(CSharpFile file) =>
        file.Nodes<BaseTypeDeclarationSyntax>()
            .Where(type => TakenNames.Contains(type.Identifier.Text))
            .Select(type => $"{file.At(type)} {type.Identifier.Text} is a name of .NET");

    public static IEnumerable<string> UnreadableTests(CSharpFile file)
    {
        foreach (var method in file.Tests)
        {
            var name = method.Identifier.Text;
            if (!Sentence().IsMatch(name))
                yield return $"{file.At(method)} {name} is no sentence: A_paused_job_is_not_run";
            if (method.Parent is TypeDeclarationSyntax type &&
                !type.Identifier.Text.EndsWith("Tests", StringComparison.Ordinal))
                yield return $"{file.At(method)} is a test in {type.Identifier.Text}: call it <Subject>Tests";
            if (method.AttributeLists.SelectMany(list => list.Attributes).Any(IsSkipping))
                yield return $"{file.At(method)} {name} is skipped";
        }
    }

    /// <summary>A token that is not last, or that a caller may forget.</summary>
    public static IEnumerable<string> WrongTokens(CSharpFile file)
    {
        foreach (var method in file.Nodes<MethodDeclarationSyntax>())
        {
            var name = method.Identifier.Text;
            var parameters = method.ParameterList.Parameters;
            for (var index = 0; index < parameters.Count; index++)
            {
                if (parameters[index].Type?.ToString() != "CancellationToken") continue;
                if (index < parameters.Count - 1)
                    yield return $"{file.At(method)} {name}: the CancellationToken comes last";
                if (parameters[index].Default is not null && !IsOverriding(method))
                    yield return $"{file.At(method)} {name}: the CancellationToken has a default";
            }
        }
    }

    public static IEnumerable<string> Unfinished(CSharpFile file) =>
        file.Unit.DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) ||
                trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            .Where(trivia => OpenEnd().IsMatch(trivia.ToString()))
            .Select(trivia => trivia.Token)
            .Concat(file.Nodes<IdentifierNameSyntax>()
                .Where(name => name.Identifier.Text == nameof(NotImplementedException) && name.Parent is
                    ObjectCreationExpressionSyntax)
                .Select(name => name.Identifier))
            .Select(place => $"{file.At(place)} is not finished");

    private static bool IsCatchall(string name) => Drawers.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsSkipping(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Any(argument =>
            argument.NameEquals?.Name.Identifier.Text is "Skip" or "SkipWhen" or "SkipUnless") == true;

    private static bool IsOverriding(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.OverrideKeyword) || method.ExplicitInterfaceSpecifier is not null;

    /// <summary>Three words at least, the first with a capital.</summary>
    [GeneratedRegex("^[A-Z0-9][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex OpenEnd();
}
