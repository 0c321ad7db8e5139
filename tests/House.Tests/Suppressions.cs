using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

/// <summary>Where the first reviewer, the build, is told to be quiet.</summary>
internal static partial class Suppressions
{
    /// <summary>A pragma, or a part without nullability, whose line above is no comment.</summary>
    public static IEnumerable<string> UnexplainedDirectives(CSharpFile file) =>
        file.Unit.DescendantTrivia()
            .Where(trivia => IsQuieting(trivia.GetStructure()))
            .Select(trivia => trivia.GetLocation().GetLineSpan().StartLinePosition.Line)
            .Where(line => !LineAbove(file.Text, line).StartsWith("//", StringComparison.Ordinal))
            .Select(line => $"{file.Path}:{line + 1} is quieted without its reason on the line above");

    /// <summary>An attribute that suppresses and does not say why.</summary>
    public static IEnumerable<string> UnexplainedAttributes(CSharpFile file) =>
        file.Nodes<AttributeSyntax>()
            .Where(attribute => SuppressingName().IsMatch(attribute.Name.ToString()))
            .Where(attribute => !HasJustification(attribute))
            .Select(attribute => $"{file.At(attribute)} suppresses without a Justification");

    /// <summary>A rule switched off in an .editorconfig, or a warning in a project, with no reason above;
    /// neighbours may share one.</summary>
    public static IEnumerable<string> UnexplainedSettings(string path, string text, string comment)
    {
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (!QuietSetting().IsMatch(lines[index])) continue;
            var above = lines[..index].Reverse().FirstOrDefault(line => !QuietSetting().IsMatch(line));
            if (above?.Trim().StartsWith(comment, StringComparison.Ordinal) != true)
                yield return $"{path}:{index + 1} switches a rule off without its reason on the line above";
        }
    }

    private static bool IsQuieting(SyntaxNode? directive) =>
        directive switch
        {
            PragmaWarningDirectiveTriviaSyntax pragma =>
                pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword),
            NullableDirectiveTriviaSyntax nullable => nullable.SettingToken.IsKind(SyntaxKind.DisableKeyword),
            _ => false,
        };

    private static bool HasJustification(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Any(argument =>
            argument.NameEquals?.Name.Identifier.Text == "Justification" &&
            argument.Expression is not LiteralExpressionSyntax { Token.ValueText: "" }) == true;

    private static string LineAbove(string text, int line) =>
        line == 0 ? "" : text.Split('\n')[line - 1].Trim();

    [GeneratedRegex(@"(^|\.)(Unconditional)?SuppressMessage(Attribute)?$")]
    private static partial Regex SuppressingName();

    [GeneratedRegex(
        @"^\s*dotnet_\S+severity\s*=\s*(none|silent)|=\s*\w+:(none|silent)\s*$|" +
        @"<NoWarn\b|<WarningsNotAsErrors\b|<NuGetAudit>")]
    private static partial Regex QuietSetting();
}
