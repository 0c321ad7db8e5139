using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Shield.Plugins.Mysql.Databases;

/// <summary>Names one run of a restore: in the names of the databases it makes, and in the lock that tells
/// that it lives.</summary>
internal sealed partial record RestoreName(string Text)
{
    private const int Digits = 16;

    public static RestoreName Draw() => new(RandomNumberGenerator.GetHexString(Digits, lowercase: true));

    /// <summary>Whether a database was made by a restore.</summary>
    public static bool IsOne(string database) => Pattern().IsMatch(database);

    /// <summary>Whose database it is, and whether it holds what was there before; null for every other
    /// one.</summary>
    public static (RestoreName Restore, bool IsOld)? Of(string database) =>
        Pattern().Match(database) is { Success: true } match
            ? (new RestoreName(match.Groups["id"].Value), match.Groups["what"].Value == "old")
            : null;

    /// <summary>The lock that it holds as long as it lives.</summary>
    public string Lock => $"shield_restore_{Text}";

    /// <summary>The lock of whoever restores into a database.</summary>
    public static string LockOf(string database) => "shield_place_" + Convert.ToHexStringLower(
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(database)))[..32];

    /// <summary>Where a database is staged.</summary>
    public string New(int place) => $"shield_new_{Text}_{place}";

    /// <summary>Where the tables go whose places are taken.</summary>
    public string Old(int place) => $"shield_old_{Text}_{place}";

    [GeneratedRegex("^shield_(?<what>new|old)_(?<id>[0-9a-f]{16})_[0-9]+$")]
    private static partial Regex Pattern();
}
