using Shield.Domain.Archives;

namespace Shield.Silo.Hosting.Settings;

/// <summary>How long what is over is remembered.</summary>
internal static class HistorySetting
{
    private const string Expected = "1d to 36500d: a number and s, m, h or d";

    /// <summary>Both limits; zero after a fault.</summary>
    public static HistoryLimits Take(SettingValues values) => new(
        values.Take(Setting.KeepTasks, Parse, Expected) ?? default,
        values.Take(Setting.KeepPurged, Parse, Expected) ?? default);

    private static TimeSpan? Parse(string text) =>
        DurationText.Parse(text, HistoryLimits.Min, HistoryLimits.Max);
}
