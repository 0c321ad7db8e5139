using System.Globalization;

namespace Shield.Cli.Output;

/// <summary>Durations as people say them: <c>90d</c> in, "90 days" out.</summary>
internal static class DurationText
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Week = 7 * Day;

    /// <summary>365 days: a retention is a span, not a date.</summary>
    private const long Year = 365 * Day;

    private static readonly (long Seconds, string Name)[] Units =
        [(Year, "year"), (Day, "day"), (Hour, "hour"), (Minute, "minute"), (1, "second")];

    /// <summary>"90 days", "1 year", "2 hours 5 minutes": the two greatest units at most, so that "400 days"
    /// stays what it is and "1 day" is not "24 hours".</summary>
    public static string Of(long seconds)
    {
        if (seconds < 0) return "-" + Of(-seconds);
        var units = seconds % Year == 0 && seconds > 0 ? Units : Units[1..];
        var at = Array.FindIndex(units, u => seconds >= u.Seconds);
        if (at < 0) return "0 seconds";
        var text = Count(seconds / units[at].Seconds, units[at].Name);
        if (at + 1 == units.Length) return text;
        var rest = seconds % units[at].Seconds / units[at + 1].Seconds;
        return rest == 0 ? text : $"{text} {Count(rest, units[at + 1].Name)}";
    }

    /// <summary>Reads <c>3600s</c>, <c>90m</c>, <c>12h</c>, <c>90d</c>, <c>2w</c> or <c>1y</c>.</summary>
    /// <returns>Seconds, or null when it is none of these or too long to count.</returns>
    public static long? Parse(string text)
    {
        var trimmed = text.Trim();
        long unit = trimmed.Length < 2 ? 0 : trimmed[^1] switch
        {
            's' => 1, 'm' => Minute, 'h' => Hour, 'd' => Day, 'w' => Week, 'y' => Year, _ => 0,
        };
        return unit > 0
            && long.TryParse(trimmed[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= long.MaxValue / unit
            ? count * unit
            : null;
    }

    private static string Count(long count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
