using System.Globalization;

namespace Shield.Silo.Hosting.Settings;

/// <summary>A duration as settings write it: a number and s, m, h or d.</summary>
internal static class DurationText
{
    /// <summary>What it says; null when it makes no sense, or is out of bounds.</summary>
    public static TimeSpan? Parse(string text, TimeSpan min, TimeSpan max)
    {
        if (text.Length < 2
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        long unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 24 * 3600, _ => 0 };
        var seconds = number * unit;
        return seconds >= min.TotalSeconds && seconds <= max.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
