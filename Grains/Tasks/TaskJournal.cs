using Shield.Domain.Tasks;

namespace Shield.Grains.Tasks;

/// <summary>What the core itself writes into a task's log.</summary>
internal sealed class TaskJournal(ITaskLog log, TimeProvider clock)
{
    /// <summary>The last line has a number of its own, so that however often it is written, it is there once.
    /// </summary>
    private const long LastSequence = long.MaxValue;

    /// <summary>The one that says that an attempt starts, too.</summary>
    private const long StartSequence = LastSequence - 1;

    /// <summary>The first one, too.</summary>
    private const long FirstSequence = 1;

    private long _sequence;
    private bool _isOpen;
    private int _started;

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

    /// <summary>Writes how the task ended, once for all.</summary>
    public async Task WriteEndAsync(TaskState task, CancellationToken cancellationToken)
    {
        await OpenAsync(task, cancellationToken);
        var at = task.StoppedAt ?? clock.GetUtcNow();
        var line = new LogLine(LastSequence, at, LogStream.Core, TaskMachine.Epitaph(task));
        await AppendAsync(task, line, cancellationToken);
    }

    /// <summary>Says who asked, ahead of the first thing that happens: whoever asks does not wait for this.
    /// </summary>
    private async Task OpenAsync(TaskState task, CancellationToken cancellationToken)
    {
        if (_isOpen) return;
        var text = $"{task.Op.ToString().ToLowerInvariant()} requested by {task.Owner}";
        var line = new LogLine(FirstSequence, task.RequestedAt, LogStream.Core, text);
        await log.AppendAsync(task.Uuid, attempt: 0, [line], cancellationToken);
        _isOpen = true;
    }

    private Task AppendAsync(TaskState task, LogLine line, CancellationToken cancellationToken) =>
        log.AppendAsync(task.Uuid, task.Attempt, [line], cancellationToken);
}
