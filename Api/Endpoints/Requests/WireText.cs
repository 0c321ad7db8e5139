using System.Globalization;
using System.Text.RegularExpressions;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Single values as they are written in paths, queries and bodies.</summary>
internal static partial class WireText
{
    private const string DayFormat = "yyyyMMdd";

    /// <summary>The UUID, or null when the text is not one: 8-4-4-4-12 hex digits, in any case.</summary>
    public static Guid? ParseUuid(string? text) =>
        text is not null && Uuid().IsMatch(text) ? Guid.ParseExact(text, "d") : null;

    /// <summary>The truth, or null when the text is none of t, f, true and false.</summary>
    public static bool? ParseFlag(string? text) => text switch
    {
        "t" or "true" => true,
        "f" or "false" => false,
        _ => null,
    };

    /// <summary>The moment that RFC 3339 writes so, or null.</summary>
    public static DateTimeOffset? ParseMoment(string text)
    {
        // In a query an unescaped plus arrives as a space.
        var isPlusLost = text.Length > 6 && text[^6] == ' ';
        var whole = (isPlusLost ? $"{text[..^6]}+{text[^5..]}" : text).ToUpperInvariant();
        if (!Moment().IsMatch(whole)) return null;
        return DateTimeOffset.TryParse(
            whole, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;
    }

    /// <summary>The first moment of a day in UTC, written as YYYYMMDD, or null.</summary>
    public static DateTimeOffset? ParseDay(string text) => DateTimeOffset.TryParseExact(
        text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
        ? day
        : null;

    /// <summary>The first moment of the day after; the end of time after the last day.</summary>
    public static DateTimeOffset NextDay(DateTimeOffset day) =>
        day < DateTimeOffset.MaxValue.AddDays(-1) ? day.AddDays(1) : DateTimeOffset.MaxValue;

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
