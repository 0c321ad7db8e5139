using System.Text.RegularExpressions;
using Shield.Testing;

namespace Shield.EndToEnd.Documents;

/// <summary>A page of the documentation, and the commands in it.</summary>
internal sealed partial class Page(string path)
{
    private readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>The shell blocks below a heading, in order.</summary>
    public IReadOnlyList<string> Commands(string heading) =>
        [.. Block().Matches(Section(heading)).Select(match => match.Groups["code"].Value)];

    /// <summary>What stands as code in the first column of the tables below a heading.</summary>
    public IReadOnlyList<string> FirstColumn(string heading) =>
        [.. Cell().Matches(Section(heading)).Select(match => match.Groups["code"].Value)];

    private string Section(string heading)
    {
        var start = _text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{path} has no heading {heading}");
        var end = _text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? _text[start..] : _text[start..end];
    }

    [GeneratedRegex("^```sh\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| `(?<code>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Cell();
}
