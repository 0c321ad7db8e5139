using Shield.Plugins.Fs.Native;

namespace Shield.Plugins.Fs.Target;

/// <summary>Patterns for names: without a slash they match the name of a file at any depth, with one the
/// whole path below the base directory, where * also matches slashes.</summary>
internal sealed class Patterns
{
    private readonly List<(byte[] Pattern, bool IsPath)> _patterns;
    private readonly IReadOnlyList<string> _texts;

    public Patterns(IEnumerable<string> patterns)
    {
        _texts = [.. patterns.Select(Trimmed).Where(p => p.Length > 0)];
        _patterns = [.. _texts.Select(p => (FileName.Of(p), p.Contains('/')))];
    }

    public bool Any => _patterns.Count > 0;

    /// <summary>Whether an entry itself matches; what is below a matching directory is for the
    /// caller.</summary>
    public bool Match(byte[] path, byte[] name) =>
        _patterns.Exists(p => Libc.MatchesName(p.Pattern, p.IsPath ? path : name, 0) == 0);

    /// <summary>The same rule in the words of tar, whose names begin with "./".</summary>
    public IEnumerable<string> AsTarExcludes() => _texts.SelectMany<string, string>(p => p.Contains('/')
        ? ["--anchored", "--wildcards-match-slash", $"--exclude=./{p}"]
        // The leading part keeps a pattern such as .* from matching ".", the base directory itself.
        : ["--no-anchored", "--no-wildcards-match-slash", $"--exclude=*/{p}"]);

    private static string Trimmed(string pattern)
    {
        while (pattern.StartsWith("./", StringComparison.Ordinal)) pattern = pattern[2..];
        return pattern.Trim('/');
    }
}
