using System.Globalization;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Tasks;

namespace Shield.Grains;

/// <summary>A task, as lists show it.</summary>
public sealed record TaskRow
{
    /// <summary>Its id.</summary>
    public required TaskId Uuid { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Owner { get; init; }

    /// <summary>What it is for.</summary>
    public required TaskKind Op { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required TaskPhase Status { get; init; }

    /// <summary>The job it is a run of, if it is one.</summary>
    public required JobId? Job { get; init; }

    /// <summary>The archive it made, reads or removes, if there is one.</summary>
    public required ArchiveId? Archive { get; init; }

    /// <summary>The target it reads or writes, if it does.</summary>
    public required TargetId? Target { get; init; }

    /// <summary>The store it writes or reads.</summary>
    public required StoreId? Store { get; init; }

    /// <summary>The agent it runs on.</summary>
    public required string Agent { get; init; }

    /// <summary>0 goes first, 100 last.</summary>
    public required int Priority { get; init; }

    /// <summary>How many attempts have been started.</summary>
    public required int Attempt { get; init; }

    /// <summary>Bytes that have gone through.</summary>
    public required long BytesDone { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When its first attempt started.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Its log, one line a line: <c>HH:MM:SS text</c>; in lists only the end of it.</summary>
    public required string Log { get; init; }

    /// <summary>Its verbose log, cut like the other one; null unless it was asked for.</summary>
    public string? Debug { get; init; }
}

/// <summary>Which tasks.</summary>
/// <param name="Status">Standing so.</param>
/// <param name="Active">True: pending or running; false: ended.</param>
public sealed record TaskFilter(TaskPhase? Status, bool? Active)
{
    /// <summary>Whether each comes with the whole of its log, not only with the end of it.</summary>
    public bool WholeLog { get; init; }

    /// <summary>Whether each comes with its verbose log, too.</summary>
    public bool Debug { get; init; }
}

/// <summary>A line of a task's log, as it was kept.</summary>
/// <param name="Id">Its place among all lines; later ones have higher ones.</param>
/// <param name="At">When it was written.</param>
/// <param name="Text">The line, without its end.</param>
public sealed record LoggedLine(long Id, DateTimeOffset At, string Text)
{
    /// <summary>As people read it: <c>HH:MM:SS text</c>, the time in UTC.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:HH:mm:ss} {Text}");
}

/// <summary>A task that has not ended, as its queue needs it.</summary>
/// <param name="Ticket">Its place.</param>
/// <param name="Running">Whether it has its turn already.</param>
public sealed record UnfinishedTask(QueueTicket Ticket, bool Running);

public partial interface ICatalog
{
    /// <summary>How much of each log a list shows, in characters from its end.</summary>
    const int ListedLogCharsMax = 4096;

    /// <summary>Tasks, the newest requested first.</summary>
    IAsyncEnumerable<TaskRow> ListTasksAsync(
        TaskFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>One task with the whole of its log, or null.</summary>
    Task<TaskRow?> FindTaskAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>The verbose log of a task: attempt, author and milliseconds with each line; empty when there
    /// is none.</summary>
    Task<string> ReadDebugAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>Where a task is in its life; null when there is none.</summary>
    Task<TaskPhase?> FindPhaseAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>Part of a task's log, in the order in which its lines arrived.</summary>
    /// <param name="id">The task.</param>
    /// <param name="after">Only lines after this place; 0 for all.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<LoggedLine>> ListLogAsync(
        TaskId id, long after, int max, CancellationToken cancellationToken);

    /// <summary>The tasks of an agent that have not ended.</summary>
    Task<IReadOnlyList<UnfinishedTask>> ListUnfinishedAsync(
        AgentAddress agent, CancellationToken cancellationToken);

    /// <summary>The agents that have tasks that have not ended.</summary>
    Task<IReadOnlyList<AgentAddress>> ListBusyAgentsAsync(CancellationToken cancellationToken);

    /// <summary>Every task that has not ended.</summary>
    Task<IReadOnlyList<TaskId>> ListUnfinishedAsync(CancellationToken cancellationToken);
}
