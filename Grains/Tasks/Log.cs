using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Tasks;

namespace Shield.Grains.Tasks;

/// <summary>What task, queue and janitor tell operators. Event ids 3100 to 3199.</summary>
internal static partial class Log
{
    /// <summary>How a task ended.</summary>
    public static void TellEnd(this ILogger logger, TaskState task)
    {
        if (task.Status is TaskPhase.Failed) logger.Failed(task.Uuid, task.FailedBecause);
        var seconds = (task.StoppedAt - task.RequestedAt)?.TotalSeconds ?? 0;
        logger.Ended(task.Uuid, task.Status, seconds, task.BytesDone);
    }

    [LoggerMessage(EventId = 3100, Level = LogLevel.Information,
        Message = "task {TaskId}: {Op} requested by {Owner}, on {Agent}")]
    public static partial void Requested(
        this ILogger logger, TaskId taskId, TaskKind op, string owner, AgentAddress agent);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information,
        Message = "task {TaskId}: attempt {Attempt} starts")]
    public static partial void AttemptStarts(this ILogger logger, TaskId taskId, int attempt);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information,
        Message = "task {TaskId}: {Phase} after {Seconds:0.0} s, {Bytes} bytes")]
    public static partial void Ended(
        this ILogger logger, TaskId taskId, TaskPhase phase, double seconds, long bytes);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "task {TaskId}: failed: {Why}")]
    public static partial void Failed(this ILogger logger, TaskId taskId, string why);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Warning,
        Message = "task {TaskId}: attempt {Attempt} is lost: {Why}")]
    public static partial void AttemptLost(this ILogger logger, TaskId taskId, int attempt, string why);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Warning,
        Message = "task {TaskId}: {What} could not be reached; the watchdog will try again")]
    public static partial void Unreached(
        this ILogger logger, TaskId taskId, string what, Exception exception);

    [LoggerMessage(EventId = 3110, Level = LogLevel.Warning,
        Message = "agent {Agent}: task {TaskId} did not take its turn; it waits again")]
    public static partial void TurnNotTaken(
        this ILogger logger, string agent, TaskId taskId, Exception exception);

    [LoggerMessage(EventId = 3111, Level = LogLevel.Warning,
        Message = "agent {Agent}: task {TaskId} was not told what it waits for; it is tried again")]
    public static partial void NotTold(
        this ILogger logger, string agent, TaskId taskId, Exception exception);

    [LoggerMessage(EventId = 3120, Level = LogLevel.Information,
        Message = "janitor: {Tasks} unfinished tasks looked at")]
    public static partial void Swept(this ILogger logger, int tasks);

    [LoggerMessage(EventId = 3121, Level = LogLevel.Warning,
        Message = "{Noun} {Id} could not be looked at; it is tried again")]
    public static partial void NotAsked(this ILogger logger, string noun, Guid id, Exception exception);
}
