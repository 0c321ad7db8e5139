using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Shield.Silo.Host;

/// <summary>The service's own log, on standard error: lines for people on a terminal, JSON lines elsewhere.
/// </summary>
internal static class ServiceLogging
{
    /// <summary>Logs from this level on; of the framework only what is wrong.</summary>
    public static ILoggingBuilder AddShieldLogging(this ILoggingBuilder logging, LogLevel level)
    {
        logging.SetMinimumLevel(level)
            .AddFilter("Orleans", Graver(level, LogLevel.Warning))
            // At every start it takes the time since the machine was booted for a delay of its own.
            .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
            .AddFilter("Polly", Graver(level, LogLevel.Warning))
            .AddFilter("FastEndpoints", Graver(level, LogLevel.Warning))
            .AddFilter("Microsoft", Graver(level, LogLevel.Warning));
        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (Console.IsErrorRedirected)
        {
            return logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        }

        return logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
            options.ColorBehavior = LoggerColorBehavior.Default;
        });
    }

    private static LogLevel Graver(LogLevel one, LogLevel other) => one > other ? one : other;
}
