using Shield.Domain.Tasks;

namespace Shield.Grains.Tasks;

/// <summary>What the core itself writes into a task's log.</summary>
internal sealed class TaskJournal(ITaskLog log, TimeProvider clock)
{
    /// <summary>The last line has a number of its own, so that however often it is written, it is there once.
    /// </summary>
    private const long LastSequence = long.MaxValue;

    private long _sequence;

    /// <summary>Writes a line, now.</summary>
    public Task WriteAsync(TaskState task, string text, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Microseconds, so that numbers grow from one activation of the grain to the next.
        var microseconds = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _sequence = Math.Max(_sequence + 1, microseconds);
        return AppendAsync(task, new LogLine(_sequence, now, LogStream.Core, text), cancellationToken);
    }

    /// <summary>Writes how the task ended, once for all.</summary>
    public Task WriteEndAsync(TaskState task, CancellationToken cancellationToken)
    {
        var at = task.StoppedAt ?? clock.GetUtcNow();
        var line = new LogLine(LastSequence, at, LogStream.Core, TaskMachine.Epitaph(task));
        return AppendAsync(task, line, cancellationToken);
    }

    private Task AppendAsync(TaskState task, LogLine line, CancellationToken cancellationToken) =>
        log.AppendAsync(task.Uuid, task.Attempt, [line], cancellationToken);
}
