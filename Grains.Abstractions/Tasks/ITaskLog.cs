using Shield.Domain;

namespace Shield.Grains.Tasks;

/// <summary>Where a line of a task's log comes from.</summary>
public enum LogStream
{
    /// <summary>The core, telling what it does.</summary>
    Core,

    /// <summary>The worker, telling what happens to the processes.</summary>
    Worker,

    /// <summary>Standard error of the target's plugin.</summary>
    Target,

    /// <summary>Standard error of the store's plugin.</summary>
    Store,
}

/// <summary>A line of a task's log, free of secrets.</summary>
/// <param name="Sequence">Its number within attempt and author, from 1: a repeated line is recognised by it.
/// </param>
/// <param name="At">When it was written.</param>
/// <param name="Stream">Who wrote it.</param>
/// <param name="Text">One line, without its end.</param>
[GenerateSerializer, Immutable, Alias("shield.LogLine")]
public sealed record LogLine(long Sequence, DateTimeOffset At, LogStream Stream, string Text);

/// <summary>The append-only log of all tasks.</summary>
public interface ITaskLog
{
    /// <summary>Appends lines; those that are there already are passed over.</summary>
    /// <param name="task">The task.</param>
    /// <param name="attempt">The attempt they belong to; 0 before the first.</param>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="cancellationToken">Gives up; the lines are then all there, or none of them.</param>
    Task AppendAsync(
        TaskId task, int attempt, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken);
}
