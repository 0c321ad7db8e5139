using System.Globalization;
using System.Text.RegularExpressions;
using Shield.Domain.Tasks;

namespace Shield.Domain.Archives;

/// <summary>To whom a blob in a store belongs, as far as its key tells.</summary>
public enum BlobOwner
{
    /// <summary>To an archive that is kept, or to be removed by its own purge.</summary>
    Archive,

    /// <summary>To a task that has not ended.</summary>
    Task,

    /// <summary>To nobody any more: to a backup of ours that made no archive, or to an archive that is
    /// purged.</summary>
    Nobody,

    /// <summary>To somebody whom this catalog does not know; perhaps to another installation.</summary>
    Stranger,
}

/// <summary>What a list of a store means for the archives that should be in it.</summary>
public enum ListVerdict
{
    /// <summary>Every one is there.</summary>
    AllThere,

    /// <summary>Some are not; those that a second check does not find either are gone.</summary>
    SomeGone,

    /// <summary>So many are not that something else must be wrong: nothing follows for any of them.</summary>
    Incredible,
}

/// <summary>What follows from what a store lists.</summary>
public static partial class BlobRules
{
    /// <summary>How long two checks that miss a blob must lie apart before it is gone.</summary>
    public static readonly TimeSpan ConfirmedAfter = TimeSpan.FromMinutes(30);

    /// <summary>From so many archives on, more than half of them missing is incredible.</summary>
    public const int CredibleMin = 4;

    /// <summary>How far clocks of a store and of a core may differ.</summary>
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromHours(1);

    /// <summary>The archive whose UUID a key bears, the last one if there are several; null for a key that
    /// nobody of ours has made.</summary>
    public static ArchiveId? FindArchive(string key)
    {
        var matches = Uuid().Matches(key);
        return matches.Count == 0 ? null : new ArchiveId(Guid.Parse(matches[^1].ValueSpan));
    }

    /// <summary>Whether a blob is older than the task that wrote it can be, had it not ended.</summary>
    /// <param name="modified">When it was written, by the clock of its store.</param>
    /// <param name="now">The moment for which to decide.</param>
    /// <param name="deadline">How long a task may wait, and how long each of its attempts may take.</param>
    public static bool IsOld(DateTimeOffset modified, DateTimeOffset now, TimeSpan deadline) =>
        now - modified > (deadline * (TaskMachine.AttemptsMax + 1)) + ClockSkewMax;

    /// <summary>What a whole list means.</summary>
    /// <param name="expected">How many archives should be in it.</param>
    /// <param name="missing">How many of them are not.</param>
    /// <param name="listed">How many keys it has, of whatever kind.</param>
    /// <remarks>A store that lists nothing at all is more likely not mounted than emptied.</remarks>
    public static ListVerdict Judge(int expected, int missing, long listed)
    {
        if (missing == 0) return ListVerdict.AllThere;
        var isTooMuch = expected >= CredibleMin && missing > expected / 2;
        return listed == 0 || isTooMuch ? ListVerdict.Incredible : ListVerdict.SomeGone;
    }

    /// <summary>Whether this check may confirm what the last whole one has missed.</summary>
    /// <param name="lastWholeAt">When that began; null when there was none.</param>
    /// <param name="startedAt">When this one began.</param>
    public static bool Confirms(DateTimeOffset? lastWholeAt, DateTimeOffset startedAt) =>
        lastWholeAt is { } last && startedAt - last >= ConfirmedAfter;

    /// <summary>Why an archive is invalid whose blob was missed twice.</summary>
    public static string Vanished(DateTimeOffset first, DateTimeOffset second) =>
        $"its blob is gone: its store listed it neither on {Moment(first)} nor on {Moment(second)} UTC";

    /// <summary>What operators are told of a list that is not believed.</summary>
    public static string Disbelief(int expected, int missing) =>
        $"the store lists {expected - missing} of the {expected} archives that should be in it: see whether "
        + "it is mounted and is the right one; no archive is called invalid for that, and what is really "
        + "lost is to be deleted by hand";

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();
}
