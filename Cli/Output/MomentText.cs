using System.Globalization;

namespace Shield.Cli.Output;

/// <summary>Moments as the reader's clock shows them.</summary>
internal static class MomentText
{
    private const string Wire = "yyyy-MM-dd HH:mm:ss";

    /// <summary>How the resources and what is beyond them write moments.</summary>
    private static readonly string[] Wires = [Wire, "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Longer names of zones are titles, not abbreviations.</summary>
    private const int AbbreviationMax = 5;

    /// <summary>The moment of a wire text (UTC), or null when it is empty.</summary>
    public static DateTimeOffset? Parse(string? wire) =>
        DateTimeOffset.TryParseExact(
            wire, Wires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment : null;

    /// <summary>As the wire writes it, to the second.</summary>
    public static string ToWire(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(Wire, CultureInfo.InvariantCulture);

    /// <summary>"2026-11-24 05:00:00 CET".</summary>
    public static string Of(DateTimeOffset moment, TimeZoneInfo zone) => Of(moment, zone, Wire);

    /// <summary>"2026-11-24 05:00 CET", for tables, where room is dear.</summary>
    public static string ToTheMinute(DateTimeOffset moment, TimeZoneInfo zone) =>
        Of(moment, zone, "yyyy-MM-dd HH:mm");

    private static string Of(DateTimeOffset moment, TimeZoneInfo zone, string format)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return $"{local.ToString(format, CultureInfo.InvariantCulture)} {Name(local, zone)}";
    }

    private static string Name(DateTimeOffset local, TimeZoneInfo zone)
    {
        if (zone.Id is "UTC" or "Etc/UTC") return "UTC";
        var name = zone.IsDaylightSavingTime(local) ? zone.DaylightName : zone.StandardName;
        return name.Length is > 0 and <= AbbreviationMax && !name.Contains(' ')
            ? name
            : local.ToString("zzz", CultureInfo.InvariantCulture);
    }
}
