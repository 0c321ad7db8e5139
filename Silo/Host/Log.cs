using Microsoft.Extensions.Logging;

namespace Shield.Silo.Host;

/// <summary>What the program itself writes into the log. Its event ids are the 6000s.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning,
        Message = "{Listen} is not HTTPS: whoever is on the way can read and use tokens; let only a proxy"
            + " that speaks HTTPS reach it, or set SHIELD_TLS_CERT and SHIELD_TLS_KEY")]
    public static partial void TokensInClear(this ILogger logger, Uri listen);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning,
        Message = "the queues of agents could not be looked at; it is tried again")]
    public static partial void QueuesNotWoken(this ILogger logger, Exception exception);
}
