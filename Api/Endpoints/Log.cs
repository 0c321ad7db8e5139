using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shield.Domain;

namespace Shield.Api.Endpoints;

/// <summary>What the API writes into the log. Its event ids are the 5000s.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void EndpointFailed(
        this ILogger logger, string method, PathString path, Exception exception);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning,
        Message = "{Method} {Path}: something that is needed is away ({Kind})")]
    public static partial void NeededThingAway(
        this ILogger logger, string method, PathString path, string kind);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error,
        Message = "the audit could not note that {Method} {Path} by {Who} was answered {Status}")]
    public static partial void OutcomeNotNoted(
        this ILogger logger, string who, string method, string path, int? status);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning,
        Message = "the download of archive {ArchiveId} was cut off after {Sent} of {Size} bytes: {Why}")]
    public static partial void DownloadCut(
        this ILogger logger, ArchiveId archiveId, long sent, long size, string why);
}
