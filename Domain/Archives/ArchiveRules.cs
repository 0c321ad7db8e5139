namespace Shield.Domain.Archives;

/// <summary>valid → expired → purged; damaged ones become invalid, and go the same way.</summary>
public static class ArchiveRules
{
    /// <summary>Ends the time of an archive; what is over already stays as it is. An invalid one stays so
    /// until it is purged, and tells what was wrong with it, too.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="reason">Who or what asked, in words.</param>
    /// <param name="now">From when on its blob may be removed.</param>
    public static ArchiveState Expire(ArchiveState archive, string reason, DateTimeOffset now) =>
        archive switch
        {
            { Status: ArchiveStatus.Valid } => archive with
            {
                Status = ArchiveStatus.Expired, PurgeReason = reason, NextPurgeAt = now, WarnedAt = null,
            },
            { Status: ArchiveStatus.Invalid, NextPurgeAt: null } => archive with
            {
                PurgeReason = $"{archive.PurgeReason}; {reason}", NextPurgeAt = now,
            },
            _ => archive,
        };

    /// <summary>Says that the store has confirmed the removal; whatever nobody wants gone stays as it is.
    /// </summary>
    public static ArchiveState Purged(ArchiveState archive, DateTimeOffset now) =>
        PurgeRules.IsWanted(archive)
            ? archive with { Status = ArchiveStatus.Purged, PurgedAt = now, NextPurgeAt = null }
            : archive;

    /// <summary>Whether its purge was confirmed before that moment. One that was purged when that was not
    /// noted yet counts by its last moment.</summary>
    public static bool IsPurgedBefore(ArchiveState archive, DateTimeOffset moment) =>
        archive.Status is ArchiveStatus.Purged && (archive.PurgedAt ?? archive.ExpiresAt) < moment;

    /// <summary>Says that the archive was found damaged or gone.</summary>
    public static ArchiveState Invalidate(ArchiveState archive, string reason) =>
        archive.Status is ArchiveStatus.Valid
            ? archive with { Status = ArchiveStatus.Invalid, PurgeReason = reason, WarnedAt = null }
            : archive;

    /// <summary>Why this archive cannot be restored; null when it can.</summary>
    public static ShieldException? WhyNotRestorable(ArchiveState archive) => archive.Status switch
    {
        ArchiveStatus.Valid => null,
        ArchiveStatus.Expired or ArchiveStatus.Purged => new ShieldException(
            Reason.Conflict,
            $"archive {archive.Uuid} is {Words(archive.Status)}: {archive.PurgeReason}",
            "choose a valid one: `shield list archives`"),
        _ => new ShieldException(
            Reason.Conflict,
            $"archive {archive.Uuid} is invalid: {archive.PurgeReason}",
            "restore an older one: `shield list archives`"),
    };

    private static string Words(ArchiveStatus status) =>
        status is ArchiveStatus.Expired ? "expired" : "purged";
}
