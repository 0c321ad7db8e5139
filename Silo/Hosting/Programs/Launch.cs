using System.Data.Common;
using Shield.Domain;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Programs;

/// <summary>Starts what was asked for, and turns whatever prevents that into one clear line.</summary>
public static class Launch
{
    private const int WrongSetting = 2;

    /// <summary>Does what was asked for with what is set.</summary>
    /// <param name="run">What was asked for.</param>
    /// <returns>The exit code: 0, 1 when it could not be done, 2 when a setting is wrong.</returns>
    public static Task<int> RunAsync(Func<ShieldSettings, Task> run) => RunAsync(run, _ => []);

    /// <summary>Does what was asked for with what is set.</summary>
    /// <param name="run">What was asked for.</param>
    /// <param name="check">What is wrong with settings that others could do with, a line each.</param>
    /// <returns>The exit code: 0, 1 when it could not be done, 2 when a setting is wrong.</returns>
    public static async Task<int> RunAsync(
        Func<ShieldSettings, Task> run, Func<ShieldSettings, IReadOnlyList<string>> check)
    {
        try
        {
            var reading = ReadSettings();
            var faults = reading.Settings is { } read ? check(read) : reading.Faults;
            foreach (var fault in faults) await TellAsync(fault);
            if (reading.Settings is not { } settings || faults.Count > 0) return WrongSetting;

            await run(settings);
            return 0;
        }
        catch (ShieldException refusal)
        {
            var hint = refusal.Hint.Length > 0 ? $" ({refusal.Hint})" : "";
            await TellAsync(refusal.Message + hint);
            return 1;
        }
        catch (DbException fault) when (CatalogTrouble.WhenAway(fault) is { } away)
        {
            await TellAsync(away.Message);
            return 1;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A port that is taken, a folder that cannot be written, a supervisor that is missing.
            await TellAsync(fault.Message);
            return 1;
        }
    }

    private static SettingsReading ReadSettings()
    {
        var home = SettingsReader.FindHome(Environment.GetEnvironmentVariable);
        var file = home is null ? null : Path.Combine(home, SettingsReader.FileName);
        var json = File.Exists(file) ? File.ReadAllText(file) : null;
        return SettingsReader.Read(
            Environment.GetEnvironmentVariable, json, Environment.MachineName, ReadIfPossible);
    }

    private static string? ReadIfPossible(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Task TellAsync(string line) =>
        Console.Error.WriteLineAsync($"{ProgramVersion.Name}: {line}");
}
