using System.Globalization;
using Microsoft.Extensions.Logging;
using Shield.Domain.Agents;

namespace Shield.Silo.Hosting.Settings;

/// <summary>Makes settings of what the environment and shield.json say, or names everything that is wrong.
/// </summary>
public static class SettingsReader
{
    /// <summary>The file in SHIELD_HOME that holds what the environment does not say.</summary>
    public const string FileName = "shield.json";

    private const int NameColumns = 22;

    /// <summary>Where SHIELD_HOME is; null when neither it nor HOME is set.</summary>
    /// <param name="environment">A variable's value, or null.</param>
    public static string? FindHome(Func<string, string?> environment)
    {
        if (environment(Setting.Home.Name) is { Length: > 0 } home) return Path.GetFullPath(home);
        return environment("HOME") is { Length: > 0 } user
            ? Path.Combine(user, ".local", "share", "shield")
            : null;
    }

    /// <summary>Reads everything and says everything that is wrong. Changes nothing.</summary>
    /// <param name="environment">A variable's value, or null; the empty text means that it is not
    /// set.</param>
    /// <param name="json">The text of shield.json; null when there is none.</param>
    /// <param name="hostName">The machine's name.</param>
    /// <param name="readFile">The text of another file, or null when it cannot be read.</param>
    public static SettingsReading Read(
        Func<string, string?> environment, string? json, string hostName, Func<string, string?> readFile)
    {
        var values = new SettingValues(environment, json);
        var database = DatabaseSetting.Take(values, readFile);
        var tls = TlsSetting.Take(values, readFile);
        var siloTls = SiloTlsSetting.Take(values, readFile);
        var home = FindHome(environment);
        if (home is null) values.Fault("SHIELD_HOME is not set, and HOME is not either: set one of them");
        var settings = new ShieldSettings
        {
            Home = home ?? "",
            Listen = ListenSetting.Take(values, tls),
            Tls = tls,
            Database = database,
            Agent = database is null || values.Find(Setting.Agent.Name) is not null
                ? values.Take(Setting.Agent, AgentAddress.Parse, "a host:port")
                : null,
            PluginPath = values.Take(Setting.PluginPath, Folders, "absolute folders, colons between") ?? [],
            Silo = SiloSetting.Take(values),
            SiloTls = siloTls,
            Workers = values.Take(Setting.Workers, Count, $"1 to {ShieldSettings.WorkersMax}") ?? 0,
            TimeZone = values.Take(Setting.TimeZone, Zone, "a zone this machine knows, like Europe/Berlin")
                ?? TimeZoneInfo.Utc,
            TaskTimeout = values.Take(Setting.TaskTimeout, Timeout, "1s to 30d: a number and s, m, h or d")
                ?? default,
            History = HistorySetting.Take(values),
            Name = values.Find(Setting.DisplayName.Name) ?? hostName,
            DevMode = values.Take(Setting.Mode, Mode, "DEV, or nothing") ?? false,
            Log = values.Take(Setting.Log, Level, "trace, debug, info, warn or error") ?? default,
        };
        return values.Faults.Count == 0 ? new(settings, []) : new(null, values.Faults);
    }

    /// <summary>Every setting of a core, its default and meaning: for <c>--help</c>.</summary>
    public static string Help() => Help(Setting.All);

    /// <summary>Every setting of an agent, and its meaning: for <c>--help</c>.</summary>
    public static string AgentHelp() => Help(Setting.OfAgents);

    private static string Help(IEnumerable<Setting> settings) => string.Join('\n', settings.Select(setting =>
        $"  {setting.Name.PadRight(NameColumns)}{setting.Meaning}"
        + (setting.Default.Length == 0 ? "" : $" (default: {setting.Default})")))
        + $"\n\nWhat the environment does not say is read from {FileName} in SHIELD_HOME, an object with the"
        + "\nsame names; then the default holds.";

    private static IReadOnlyList<string>? Folders(string text)
    {
        var folders = text.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.All(Path.IsPathRooted) ? folders : null;
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= ShieldSettings.WorkersMax
            ? number
            : null;

    private static TimeZoneInfo? Zone(string text) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;

    private static TimeSpan? Timeout(string text) =>
        DurationText.Parse(text, ShieldSettings.TaskTimeoutMin, ShieldSettings.TaskTimeoutMax);

    private static bool? Mode(string text) => text switch { "" => false, "DEV" => true, _ => null };

    private static LogLevel? Level(string text) => text switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => null,
    };
}
