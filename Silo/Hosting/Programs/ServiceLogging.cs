using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Shield.Silo.Hosting.Programs;

/// <summary>The service's own log, on standard error: lines for people on a terminal, JSON lines elsewhere.
/// </summary>
public static class ServiceLogging
{
    /// <summary>Logs from this level on; of the framework only what is wrong.</summary>
    public static ILoggingBuilder AddShieldLogging(this ILoggingBuilder logging, LogLevel level)
    {
        logging.SetMinimumLevel(level)
            .AddFilter("Orleans", Graver(level, LogLevel.Warning))
            // At its first look it takes the machine's uptime for a stall, at every start.
            .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
            // While the catalog is away every grain that is asked for fails to load; whoever asked is told,
            // and logs what is no refusal.
            .AddFilter("Orleans.Grain", LogLevel.Critical)
            .AddFilter("Polly", Graver(level, LogLevel.Warning))
            .AddFilter("FastEndpoints", Graver(level, LogLevel.Warning))
            .AddFilter("Microsoft", Graver(level, LogLevel.Warning))
            // Why a start fails is said by the program itself, in one line and without a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
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
