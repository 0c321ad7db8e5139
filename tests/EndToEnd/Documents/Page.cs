using System.Text.RegularExpressions;
using Shield.Testing;

namespace Shield.EndToEnd.Documents;

/// <summary>A page of the documentation, and the commands in it.</summary>
internal sealed partial class Page(string path)
{
    private readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>The shell blocks below a heading, in order.</summary>
    public IReadOnlyList<string> Commands(string heading)
    {
        var start = _text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{path} has no heading {heading}");
        var end = _text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        var section = end < 0 ? _text[start..] : _text[start..end];
        return [.. Block().Matches(section).Select(match => match.Groups["code"].Value)];
    }

    [GeneratedRegex("^```sh\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
