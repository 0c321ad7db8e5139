namespace Shield.Cli.Grammar;

/// <summary>What somebody probably meant to type.</summary>
internal static class Nearest
{
    /// <summary>More slips than these, and it is another word.</summary>
    private const int SlipsMax = 2;

    private const StringComparison Exactly = StringComparison.Ordinal;

    /// <summary>The known word with the fewest slips, or null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var lower = typed.ToLowerInvariant();
        var slipsMax = Math.Min(SlipsMax, typed.Length / 2);
        return known
            .Select(word => (word, slips: Slips(lower, word.ToLowerInvariant())))
            .Where(c => c.slips <= slipsMax || (lower.Length > 1 && c.word.StartsWith(lower, Exactly)))
            .OrderBy(c => c.slips)
            .ThenByDescending(c => lower.AsSpan().CommonPrefixLength(c.word))
            .Select(c => c.word)
            .FirstOrDefault();
    }

    /// <summary>", did you mean 'x'?" or nothing.</summary>
    public static string Question(string typed, IEnumerable<string> known) =>
        Of(typed, known) is { } word ? $", did you mean '{word}'?" : "";

    /// <summary>Letters added, left out, changed, or swapped with their neighbour.</summary>
    private static int Slips(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + change);
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (swapped) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
