using System.Globalization;

namespace Shield.Plugins.Sdk;

/// <summary>The form of the keys that stores make: <c>YYYY/MM/DD/YYYY-MM-DD-HHMMSS-UUID</c>, in UTC, with the
/// UUID of the archive, so that an object whose archive got lost can be told.</summary>
public static class ArchiveKey
{
    private const string DayForm = "yyyy'/'MM'/'dd";
    private const string NameForm = "yyyy'-'MM'-'dd'-'HHmmss";
    private const int UuidChars = 36;

    /// <summary>Makes a key.</summary>
    /// <param name="now">When the archive is stored.</param>
    /// <param name="archive">Which one.</param>
    public static string Make(DateTimeOffset now, Guid archive)
    {
        var utc = now.UtcDateTime;
        var day = utc.ToString(DayForm, CultureInfo.InvariantCulture);
        var name = utc.ToString(NameForm, CultureInfo.InvariantCulture);
        return $"{day}/{name}-{archive:D}";
    }

    /// <summary>Whether a text has the form of a key.</summary>
    /// <param name="text">Any text.</param>
    public static bool Is(string text)
    {
        var segments = text.Split('/');
        if (segments.Length != 4 || segments[3].Length <= UuidChars) return false;
        var moment = segments[3][..^(UuidChars + 1)];
        return segments[3][^(UuidChars + 1)] == '-'
            && Guid.TryParseExact(segments[3][^UuidChars..], "D", out _)
            && DateTime.TryParseExact(
                moment, NameForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && string.Join('/', segments[..3]) == time.ToString(DayForm, CultureInfo.InvariantCulture);
    }
}
