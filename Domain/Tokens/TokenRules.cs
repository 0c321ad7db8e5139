using System.Globalization;

namespace Shield.Domain.Tokens;

/// <summary>What a token may be called, and how long it may live.</summary>
public static class TokenRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameCharsMax = 100;

    /// <summary>The shortest life.</summary>
    public static readonly TimeSpan LifeMin = TimeSpan.FromMinutes(1);

    /// <summary>The longest life: 50 years of 365 days.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromDays(50 * 365);

    /// <summary>Owners of tasks that nobody in particular asked for; no token may pass for them.</summary>
    private static readonly string[] Reserved = ["system", "anon"];

    /// <summary>What is wrong with a name, so that it reads on from it; null when nothing is.</summary>
    public static string? WhyNoName(string name) =>
        string.IsNullOrWhiteSpace(name) ? "is empty"
        : name.Length > NameCharsMax ? $"is longer than {NameCharsMax} characters"
        : name.Any(char.IsControl) ? "has control characters"
        : name.Trim().Length < name.Length ? "begins or ends with a blank"
        : Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? "is reserved"
        : null;

    /// <summary>Reads <c>3600s</c>, <c>90m</c>, <c>12h</c>, <c>90d</c>, <c>2w</c> or <c>1y</c> (365 days).
    /// </summary>
    /// <returns>Between <see cref="LifeMin"/> and <see cref="LifeMax"/>; null for anything else.</returns>
    public static TimeSpan? ParseLife(string text)
    {
        long unit = text.Length < 2 ? 0 : text[^1] switch
        {
            's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 7 * 86_400, 'y' => 365 * 86_400, _ => 0,
        };
        if (unit == 0
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count * unit > LifeMax.TotalSeconds)
        {
            return null;
        }

        var life = TimeSpan.FromSeconds(count * unit);
        return life >= LifeMin ? life : null;
    }
}
