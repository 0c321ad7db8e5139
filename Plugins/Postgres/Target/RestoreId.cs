using System.Buffers;
using System.Security.Cryptography;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Names one run of a restore: in the names of the databases it makes, in their comments, and in the
/// lock that tells that it lives.</summary>
internal sealed record RestoreId(string Text)
{
    private const int Digits = 16;
    private const string Mark = "shield restore ";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static RestoreId New() => new(RandomNumberGenerator.GetHexString(Digits, lowercase: true));

    /// <summary>Whose mark a comment is; null for every other comment.</summary>
    public static RestoreId? MarkedBy(string? comment) =>
        comment?.StartsWith(Mark, StringComparison.Ordinal) == true
        && comment.Length > Mark.Length + Digits && comment[Mark.Length + Digits] == ':'
        && comment.AsSpan(Mark.Length, Digits).IndexOfAnyExcept(HexDigits) < 0
            ? new RestoreId(comment.Substring(Mark.Length, Digits))
            : null;

    /// <summary>The lock's key as a number in SQL.</summary>
    public string LockSql => $"pg_catalog.pg_advisory_lock(x'{Text}'::bit(64)::bigint)";

    /// <summary>What a new database is called until it takes its place.</summary>
    public string NewName(int place) => $"shield_new_{Text}_{place}";

    /// <summary>What the database is called whose place it took.</summary>
    public string OldName(int place) => $"shield_old_{Text}_{place}";

    /// <summary>The comment of a thing that must not stay when this restore has ended.</summary>
    public string Comment(string what) => $"{Mark}{Text}: {what}";
}
