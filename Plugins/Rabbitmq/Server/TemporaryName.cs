using System.Globalization;
using System.Security.Cryptography;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>Names of what a restore makes for itself on the server, and removes again. They tell when, so
/// that what a killed restore left can be told from what a running one needs.</summary>
internal static class TemporaryName
{
    private const string Prefix = "shield-restore-";
    private const int RandomDigits = 8;

    /// <summary>No restore needs one for as long.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(6);

    public static string Create(TimeProvider clock)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        var random = RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{seconds}-{random}");
    }

    public static bool Is(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether it was left by a restore that is over.</summary>
    public static bool IsLeft(string name, TimeProvider clock) =>
        Is(name) && long.TryParse(
            name[Prefix.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture,
            out var made)
        && clock.GetUtcNow().ToUnixTimeSeconds() - made > AgeMax.TotalSeconds;
}
