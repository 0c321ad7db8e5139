using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Jobs;

namespace Shield.Grains.Jobs;

/// <summary>What jobs tell operators. Event ids 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Warning,
        Message = "job {JobId}: slots missed: {Count}, from {First:u} to {Last:u}; only the newest is run")]
    public static partial void Missed(
        this ILogger logger, JobId jobId, int count, DateTimeOffset first, DateTimeOffset last);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information,
        Message = "job {JobId}: the slot {Due:u} is skipped: {Outcome}")]
    public static partial void Skipped(
        this ILogger logger, JobId jobId, DateTimeOffset due, SlotOutcome outcome);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error,
        Message = "job {JobId}: no task could be made for the slot {Due:u}: {Why}")]
    public static partial void NotRun(this ILogger logger, JobId jobId, DateTimeOffset due, string why);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning,
        Message = "job {JobId} could not be woken; it is tried again")]
    public static partial void NotWoken(this ILogger logger, JobId jobId, Exception exception);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning,
        Message = "job {JobId}: its alarm could not be set; the janitor wakes it instead")]
    public static partial void NoAlarm(this ILogger logger, JobId jobId, Exception exception);
}
