using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Shield.Api.Endpoints.Tests;

/// <summary>Keeps what is logged at Warning and above.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)}");
    }

    public void Dispose()
    {
    }
}
