using System.Net;
using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Agents;

namespace Shield.Agent.Worker;

/// <summary>What the worker tells operators. Event ids 4100 to 4199.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4100, Level = LogLevel.Warning,
        Message = "task {TaskId}, attempt {Attempt}: the core did not take a report; it is repeated")]
    public static partial void NotHeard(
        this ILogger logger, TaskId taskId, int attempt, Exception exception);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error,
        Message = "task {TaskId}, attempt {Attempt}: a fault in the pipeline")]
    public static partial void Bug(this ILogger logger, TaskId taskId, int attempt, Exception exception);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning,
        Message = "{Count} processes that an earlier run of this agent had left were ended")]
    public static partial void LeftoversEnded(this ILogger logger, int count);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Warning,
        Message = "another silo, {Other}, bears the label {Agent} and does not answer; it is waited for")]
    public static partial void LabelHeld(this ILogger logger, AgentAddress agent, EndPoint other);

    [LoggerMessage(EventId = 4104, Level = LogLevel.Debug,
        Message = "silo {Silo} has not shown its card; it is asked again")]
    public static partial void CardNotShown(this ILogger logger, SiloAddress silo, Exception exception);
}
