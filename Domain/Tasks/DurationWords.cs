using System.Globalization;

namespace Shield.Domain.Tasks;

/// <summary>Says how long something took, as people do.</summary>
public static class DurationWords
{
    /// <summary>Whole days, whole hours, whole minutes, or seconds rounded up: <c>90 seconds</c>.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } when span.TotalDays % 1 == 0 => Count(span.TotalDays, "day"),
        { TotalHours: >= 1 } when span.TotalHours % 1 == 0 => Count(span.TotalHours, "hour"),
        { TotalMinutes: >= 1 } when span.TotalMinutes % 1 == 0 => Count(span.TotalMinutes, "minute"),
        _ => Count(Math.Ceiling(span.TotalSeconds), "second"),
    };

    private static string Count(double number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:0} {unit}{(number == 1 ? "" : "s")}");
}
