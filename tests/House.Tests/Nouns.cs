using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shield.House.Tests;

/// <summary>The naming tables of CONTRIBUTING.md and docs/architecture.md, and what differs from them.
/// </summary>
internal static partial class Nouns
{
    private const string Contributing = "CONTRIBUTING.md";

    /// <summary>What a schedule says, asked for by this word alone: <c>shield timespec 'daily
    /// 4am'</c>.</summary>
    private const string TimespecNoun = "Timespec";

    /// <summary>The verbs that every room uses, as types write them: <c>List</c>, <c>Create</c>.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ReadVerbs(column: 0);

    /// <summary>Words that are not said, because another is.</summary>
    public static IReadOnlyList<string> Synonyms { get; } = ReadVerbs(column: 1);

    /// <summary>Each type that the table of nouns names, with the noun it is for.</summary>
    public static IEnumerable<(string Noun, string Type)> TypesOfNouns() =>
        MarkdownTable.Read(Contributing, "Noun").SelectMany(cells =>
            cells[1..^1].SelectMany(MarkdownTable.Codes).Select(type => (cells[0], type)));

    /// <summary>The reasons of a refusal with their status, as the documents have them.</summary>
    public static IEnumerable<string> Reasons() =>
        MarkdownTable.Read("docs/architecture.md", "Reason")
            .Select(cells => $"{MarkdownTable.Codes(cells[0]).Single()} {cells[1]}");

    /// <summary>An endpoint or command beside a noun that is not called after verb and noun.</summary>
    public static IEnumerable<string> Misnamed(CSharpFile file)
    {
        if (NounFolder().Match(file.Path) is not { Success: true } match) yield break;
        var noun = match.Groups["noun"].Value;
        var suffix = match.Groups["room"].Value == "Cli" ? "Command" : "Endpoint";
        foreach (var type in file.Nodes<ClassDeclarationSyntax>())
        {
            var name = type.Identifier.Text;
            if (!name.EndsWith(suffix, StringComparison.Ordinal)) continue;
            if (noun == "Schedule" && name.Contains(TimespecNoun, StringComparison.Ordinal)) continue;
            if (!Verbs.Any(verb => name.StartsWith(verb + noun, StringComparison.Ordinal)))
                yield return $"{file.At(type)} {name} is no <Verb>{noun}{suffix}, verbs: {Contributing}";
        }
    }

    /// <summary>What a caller may ask a grain, in another word than the other rooms use.</summary>
    public static IEnumerable<string> Synonymous(CSharpFile file) =>
        GrainContracts.Methods(file)
            .Where(method => Synonyms.Contains(FirstWord().Match(method.Identifier.Text).Value))
            .Select(method =>
                $"{file.At(method)} {method.Identifier.Text}: {Contributing} has another verb for it");

    private static string[] ReadVerbs(int column) =>
    [
        .. MarkdownTable.Read(Contributing, "Verb")
            .SelectMany(cells => MarkdownTable.Codes(cells[column])).Select(Capital),
    ];

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>The noun is the folder's, in the singular: Jobs/RunJobEndpoint.cs.</summary>
    [GeneratedRegex(@"^(Api/)?(?<room>Endpoints|Cli)/" +
        "(?<noun>Target|Store|Schedule|Retention|Job|Archive|Task|Token)s?/")]
    private static partial Regex NounFolder();

    [GeneratedRegex("^[A-Z][a-z]*")]
    private static partial Regex FirstWord();
}
