namespace Shield.Domain.Archives;

/// <summary>How the blob of an archive is removed: try after try, until the store confirms it.</summary>
public static class PurgeRules
{
    /// <summary>The pause after the first try; each further one doubles it.</summary>
    public static readonly TimeSpan PauseMin = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause between two tries.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromHours(6);

    /// <summary>Whether its blob is to go and nobody has confirmed that it is gone.</summary>
    public static bool IsWanted(ArchiveState archive) =>
        archive is { Status: ArchiveStatus.Expired }
            or { Status: ArchiveStatus.Invalid, NextPurgeAt: not null };

    /// <summary>Whether it is time for the next try. A moment further ahead than the longest pause was set
    /// while the clock was wrong, and does not hold a purge up.</summary>
    public static bool IsDue(ArchiveState archive, DateTimeOffset now) =>
        IsWanted(archive)
        && (archive.NextPurgeAt is not { } next || next <= now || next > now + PauseMax);

    /// <summary>Counts a try, and says when the one after it may come.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="task">The task that tries.</param>
    /// <param name="now">When it is asked for.</param>
    public static ArchiveState Try(ArchiveState archive, TaskId task, DateTimeOffset now) => archive with
    {
        PurgeTask = task,
        PurgeTries = archive.PurgeTries + 1,
        NextPurgeAt = now + PauseAfter(archive.PurgeTries + 1),
    };

    /// <summary>How long to wait after so many tries, counted from the last one.</summary>
    public static TimeSpan PauseAfter(int tries)
    {
        var pause = PauseMin;
        for (var i = 1; i < tries && pause < PauseMax; i++) pause *= 2;
        return pause < PauseMax ? pause : PauseMax;
    }
}
