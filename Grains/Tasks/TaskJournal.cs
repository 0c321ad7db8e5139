using Shield.Domain.Tasks;

namespace Shield.Grains.Tasks;

/// <summary>What the core itself writes into a task's log.</summary>
internal sealed class TaskJournal(ITaskLog log, TimeProvider clock)
{
    /// <summary>The line that says that an attempt starts has a number of its own, so that however often it
    /// is written, it is there once. The highest number is of the last line, which comes with the state.
    /// </summary>
    private const long StartSequence = long.MaxValue - 1;

    /// <summary>The first one, too.</summary>
    private const long FirstSequence = 1;

    private long _sequence;
    private bool _isOpen;
    private int _started;

    /// <summary>Says who asked, ahead of the first thing that happens: whoever asks does not wait for this.
    /// </summary>
    public async Task OpenAsync(TaskState task, CancellationToken cancellationToken)
    {
        if (_isOpen) return;
        var text = $"{task.Op.ToString().ToLowerInvariant()} requested by {task.Owner}";
        var line = new LogLine(FirstSequence, task.RequestedAt, LogStream.Core, text);
        await log.AppendAsync(task.Uuid, attempt: 0, [line], cancellationToken);
        _isOpen = true;
    }

    /// <summary>Writes a line, now.</summary>
    public async Task WriteAsync(TaskState task, string text, CancellationToken cancellationToken)
    {
        await OpenAsync(task, cancellationToken);
        var now = clock.GetUtcNow();
        // Microseconds, so that numbers grow from one activation of the grain to the next.
        var microseconds = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _sequence = Math.Max(_sequence + 1, microseconds);
        await AppendAsync(task, new LogLine(_sequence, now, LogStream.Core, text), cancellationToken);
    }

    /// <summary>Writes that the present attempt starts, once for all: whoever saved that may have died
    /// before.</summary>
    public async Task WriteStartAsync(TaskState task, CancellationToken cancellationToken)
    {
        if (_started == task.Attempt) return;
        await OpenAsync(task, cancellationToken);
        var text = $"attempt {task.Attempt} starts on {task.Plan!.Agent}";
        var line = new LogLine(StartSequence, task.AttemptAt, LogStream.Core, text);
        await AppendAsync(task, line, cancellationToken);
        _started = task.Attempt;
    }

    private Task AppendAsync(TaskState task, LogLine line, CancellationToken cancellationToken) =>
        log.AppendAsync(task.Uuid, task.Attempt, [line], cancellationToken);
}
