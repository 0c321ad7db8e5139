using System.Text;
using System.Text.RegularExpressions;

namespace Shield.House.Tests;

/// <summary>What a document promises, and what of it is not so.</summary>
internal static partial class Documents
{
    /// <summary>Links to files that are not there, or to headings that are not in them.</summary>
    public static IEnumerable<string> DeadLinks(string path, string text, Func<string, string?> read) =>
        Link().Matches(Prose(text))
            .Select(match => match.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) &&
                !to.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(to => Dead(path, to, read))
            .OfType<string>();

    /// <summary>Each <c>make</c> in code that names no target.</summary>
    public static IEnumerable<string> UnknownTargets(
        string path, string text, IReadOnlySet<string> targets) =>
        Code(text).SelectMany(code => Make().Matches(code))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !targets.Contains(target))
            .Distinct()
            .Select(target => $"{path}: there is no `make {target}`");

    /// <summary>Places on somebody's own machine, and marks of what is not written yet.</summary>
    public static IEnumerable<string> Foreign(string path, string text) =>
        OwnPlace().Matches(text).Concat(Unwritten().Matches(text)).Concat(Registry().Matches(text))
            .Select(match => $"{path}:{text[..match.Index].Count(c => c == '\n') + 1} says {match.Value}");

    /// <summary>The targets that a makefile offers.</summary>
    public static IReadOnlySet<string> Targets(string makefile) =>
        Target().Matches(makefile).SelectMany(match => match.Groups["names"].Value.Split(' ')).ToHashSet();

    /// <summary>Headings as links name them.</summary>
    public static IReadOnlySet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>();
        foreach (Match heading in Heading().Matches(WithoutFences(text)))
        {
            var anchor = Slug(heading.Groups["text"].Value);
            var repeated = anchor;
            for (var count = 1; !anchors.Add(repeated); count++) repeated = $"{anchor}-{count}";
        }

        return anchors;
    }

    private static string? Dead(string path, string to, Func<string, string?> read)
    {
        var (file, anchor) = to.Split('#', 2) is [var name, var place] ? (name, place) : (to, "");
        var folder = Path.GetDirectoryName(path)!;
        var target = file.Length == 0
            ? path
            : Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, file)));
        if (read(target) is not { } text) return $"{path} links to {to}, which is not there";
        return anchor.Length > 0 && !Anchors(text).Contains(anchor)
            ? $"{path} links to {to}, but {target} has no such heading"
            : null;
    }

    private static string Slug(string heading)
    {
        var slug = new StringBuilder();
        foreach (var letter in heading.Trim().ToLowerInvariant())
        {
            if (letter == ' ') slug.Append('-');
            else if (char.IsLetterOrDigit(letter) || letter is '-' or '_') slug.Append(letter);
        }

        return slug.ToString();
    }

    private static string WithoutFences(string text) => Fence().Replace(text, "");

    private static string Prose(string text) => Inline().Replace(WithoutFences(text), "");

    private static IEnumerable<string> Code(string text) =>
        Fence().Matches(text).Concat(Inline().Matches(WithoutFences(text))).Select(match => match.Value);

    [GeneratedRegex(@"\[[^\]]*\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w-])make (?<target>[a-z][a-z-]*)")]
    private static partial Regex Make();

    [GeneratedRegex(@"^(?<names>[a-z][a-z -]*):(?!=)", RegexOptions.Multiline)]
    private static partial Regex Target();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?<![\w.])/(home|root|Users|work|workspace|workspaces)/\w+")]
    private static partial Regex OwnPlace();

    [GeneratedRegex(@"\b(TODO|TBD|FIXME|[Cc]oming soon|[Ll]orem ipsum)\b")]
    private static partial Regex Unwritten();

    [GeneratedRegex(@"\b(nuget\.org|npmjs\.(org|com)|pypi\.org)\b")]
    private static partial Regex Registry();
}
