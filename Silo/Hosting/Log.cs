using Microsoft.Extensions.Logging;

namespace Shield.Silo.Hosting;

/// <summary>What every silo tells operators. Event ids 5000 to 5099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5000, Level = LogLevel.Warning,
        Message = "the clock of this machine is {Seconds:0} s behind the catalog's; that one holds")]
    public static partial void ClockOff(this ILogger logger, double seconds);
}
