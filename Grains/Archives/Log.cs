using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Agents;

namespace Shield.Grains.Archives;

/// <summary>What archives and whoever sees to them tell operators. Event ids 3300 to 3399.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3300, Level = LogLevel.Information,
        Message = "archive {ArchiveId}: {Reason}; its blob is to go")]
    public static partial void TimeEnded(this ILogger logger, ArchiveId archiveId, string reason);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "target {TargetId}: {Warning}")]
    public static partial void LastOneGoes(this ILogger logger, TargetId targetId, string warning);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning,
        Message = "archive {ArchiveId}: try {Tries} to purge it; the one before did not succeed")]
    public static partial void PurgeRepeated(this ILogger logger, ArchiveId archiveId, int tries);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Information,
        Message = "archive {ArchiveId}: the store has confirmed that its blob is gone")]
    public static partial void IsPurged(this ILogger logger, ArchiveId archiveId);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Warning,
        Message = "archive {ArchiveId}: invalid: {Reason}")]
    public static partial void IsInvalid(this ILogger logger, ArchiveId archiveId, string reason);

    [LoggerMessage(EventId = 3320, Level = LogLevel.Warning,
        Message = "store {StoreId} on {Agent}: it could not be checked; it is tried again in an hour")]
    public static partial void StoreNotChecked(
        this ILogger logger, StoreId storeId, AgentAddress agent, Exception exception);

    [LoggerMessage(EventId = 3321, Level = LogLevel.Warning,
        Message = "store {StoreId} on {Agent}: it cannot be used: {Words}")]
    public static partial void StoreUnusable(
        this ILogger logger, StoreId storeId, AgentAddress agent, string words);

    [LoggerMessage(EventId = 3322, Level = LogLevel.Warning,
        Message = "store {StoreId} on {Agent}: {Trouble}")]
    public static partial void ListIncredible(
        this ILogger logger, StoreId storeId, AgentAddress agent, string trouble);

    [LoggerMessage(EventId = 3323, Level = LogLevel.Warning,
        Message = "store {StoreId} on {Agent}: {Missing} of {Expected} archives are not in it; "
            + "those that the next check misses, too, become invalid")]
    public static partial void BlobsMissed(
        this ILogger logger, StoreId storeId, AgentAddress agent, int missing, int expected);

    [LoggerMessage(EventId = 3324, Level = LogLevel.Information,
        Message = "store {StoreId} on {Agent}: {Key} belongs to no archive and is removed")]
    public static partial void OrphanFound(
        this ILogger logger, StoreId storeId, AgentAddress agent, string key);

    [LoggerMessage(EventId = 3325, Level = LogLevel.Warning,
        Message = "store {StoreId} on {Agent}: {Count} blobs are not of this catalog, {Key} for one; "
            + "they are left alone")]
    public static partial void StrangeBlobs(
        this ILogger logger, StoreId storeId, AgentAddress agent, long count, string key);

    [LoggerMessage(EventId = 3310, Level = LogLevel.Information,
        Message = "sweep: {Due} archives whose time is over and {Purges} purges looked at")]
    public static partial void ArchivesSwept(this ILogger logger, int due, int purges);

    [LoggerMessage(EventId = 3312, Level = LogLevel.Information,
        Message = "history: {Tasks} tasks and {Archives} purged archives were old enough to be forgotten")]
    public static partial void HistoryForgotten(this ILogger logger, int tasks, int archives);

    [LoggerMessage(EventId = 3311, Level = LogLevel.Warning,
        Message = "the sweep of archives could not be done; it is repeated within a minute")]
    public static partial void NotSwept(this ILogger logger, Exception exception);
}
