using System.Globalization;
using Shield.Domain.Tasks;

namespace Shield.Domain.Archives;

/// <summary>When the time of an archive is over, and what happens then.</summary>
/// <remarks>The last valid archive of a target does not go silently: operators are warned, and it goes when
/// the warning has stood for <see cref="WarningPeriod"/>, unless a newer one has come meanwhile.</remarks>
public static class ExpiryRules
{
    /// <summary>How long a warning stands before the last valid archive of a target goes.</summary>
    public static readonly TimeSpan WarningPeriod = TimeSpan.FromDays(1);

    /// <summary>Whether its time is over and nothing has been done about it yet.</summary>
    public static bool IsDue(ArchiveState archive, DateTimeOffset now) =>
        now >= archive.ExpiresAt
        && archive is { Status: ArchiveStatus.Valid }
            or { Status: ArchiveStatus.Invalid, NextPurgeAt: null };

    /// <summary>Whether one that is due is being warned of, so that there is nothing to do but to wait.
    /// </summary>
    /// <param name="isLast">Whether it is the only valid archive of its target.</param>
    /// <param name="warnedAt">Since when operators are warned; null when they are not. One that lies ahead
    /// was made while the clock was wrong, and counts for nothing.</param>
    /// <param name="now">The moment for which to decide.</param>
    public static bool MustWait(bool isLast, DateTimeOffset? warnedAt, DateTimeOffset now) =>
        isLast && warnedAt is { } since && since <= now && now < since + WarningPeriod;

    /// <summary>What becomes of an archive at this moment; itself when nothing does. Safe to repeat.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="isLast">Whether it is the only valid archive of its target.</param>
    /// <param name="now">The moment for which to decide.</param>
    public static ArchiveState Apply(ArchiveState archive, bool isLast, DateTimeOffset now)
    {
        if (!IsDue(archive, now)) return archive with { WarnedAt = null };
        if (archive.Status is ArchiveStatus.Invalid || !isLast)
        {
            return ArchiveRules.Expire(archive, $"expired: {Ended(archive)}", now);
        }

        if (MustWait(isLast, archive.WarnedAt, now)) return archive;
        return archive.WarnedAt is { } since && since <= now
            ? ArchiveRules.Expire(archive, $"expired: {Ended(archive)}; {WarnedInVain(since)}", now)
            : archive with { WarnedAt = now };
    }

    /// <summary>What operators are told while the last valid archive of a target is about to go.</summary>
    public static string Warning(ArchiveId archive, DateTimeOffset warnedAt) =>
        $"archive {archive} is the last valid one of this target, and its time is over: it is purged after "
        + $"{Moment(warnedAt + WarningPeriod)} UTC unless a newer backup succeeds before";

    private static string Ended(ArchiveState archive) =>
        $"its retention of {DurationWords.Of(archive.ExpiresAt - archive.TakenAt)} ended";

    private static string WarnedInVain(DateTimeOffset since) =>
        $"it was the last valid one of its target, of which was warned since {Moment(since)} UTC";

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
