namespace Shield.Domain.Tasks;

/// <summary>The whole life of a task. Pure: state and event in, state out.</summary>
/// <remarks>
/// <code>
///             ┌── next attempt (backup, purge) ──┐
///             ▼                                  │
///         pending ──────▶ running ───────────────┤
///            │               ├──▶ done           │
///            ├───────────────┼──▶ failed         │
///            └───────────────┴──▶ canceled
/// </code>
/// </remarks>
public static class TaskMachine
{
    /// <summary>How many attempts a backup or a purge has.</summary>
    public const int AttemptsMax = 3;

    /// <summary>How long a worker may take to end an attempt whose deadline has passed.</summary>
    public static readonly TimeSpan WorkerGrace = TimeSpan.FromMinutes(2);

    /// <summary>What becomes of <paramref name="task"/>; itself when the event changes nothing.</summary>
    public static TaskState Apply(TaskState task, TaskEvent happened) => (task.Status, happened) switch
    {
        (TaskPhase.Pending, TaskEvent.Started e) => task with
        {
            Status = TaskPhase.Running,
            Attempt = task.Attempt + 1,
            AttemptAt = e.At,
            RanOn = e.Run,
            StartedAt = task.StartedAt ?? e.At,
            BytesDone = 0,
        },
        (TaskPhase.Running, TaskEvent.Progressed e) when e.BytesDone > task.BytesDone =>
            task with { BytesDone = e.BytesDone },
        (TaskPhase.Running, TaskEvent.BlobStored e) when task is { CancelRequestedAt: null, Stored: null } =>
            task with { Stored = e.Blob, BytesDone = e.Blob.SizeBytes },
        (TaskPhase.Running, TaskEvent.Archived e) when task.Stored is not null =>
            Stop(task, TaskPhase.Done, e.At) with { ArchiveUuid = task.Plan?.Archive },
        (TaskPhase.Running, TaskEvent.Completed e) when task.Op is not TaskKind.Backup =>
            Stop(task, TaskPhase.Done, e.At) with { BytesDone = e.BytesDone },
        (TaskPhase.Running, TaskEvent.PipelineFailed e) when task.Stored is null => IsUnwanted(task)
            ? Stop(task, TaskPhase.Canceled, e.At)
            : Fail(task, e.At, e.Reason),
        (TaskPhase.Running, TaskEvent.AttemptLost e) when task.Stored is null => Lose(task, e),
        (TaskPhase.Pending, TaskEvent.DeadlinePassed e) =>
            Fail(task, e.At, $"it waited {DurationWords.Of(task.Deadline)} and was not started"),
        (TaskPhase.Running, TaskEvent.DeadlinePassed e) when task.Stored is null =>
            Fail(task, e.At, $"attempt {task.Attempt} took longer than {DurationWords.Of(task.Deadline)}"),
        (TaskPhase.Pending, TaskEvent.CancelRequested e) when WhyNotCancel(task) is null =>
            Stop(task, TaskPhase.Canceled, e.At) with { CancelRequestedAt = e.At },
        (TaskPhase.Running, TaskEvent.CancelRequested e) when WhyNotCancel(task) is null =>
            task with { CancelRequestedAt = task.CancelRequestedAt ?? e.At },
        (TaskPhase.Running, TaskEvent.Canceled e) when IsUnwanted(task) =>
            Stop(task, TaskPhase.Canceled, e.At),

        // A report about a stopped task is normal: silos die and messages repeat.
        _ => task,
    };

    /// <summary>Why a wish to cancel can no longer be granted; null while it can.</summary>
    /// <remarks>Once the blob is confirmed the archive follows; a purge is what makes a store true again.
    /// </remarks>
    public static ShieldException? WhyNotCancel(TaskState task) => task switch
    {
        { IsOver: true } => new ShieldException(
            Reason.Conflict, $"task {task.Uuid} is {Words(task.Status)} already", ""),
        { Op: TaskKind.Purge } => new ShieldException(
            Reason.Conflict, $"task {task.Uuid} is a purge, which cannot be canceled", "wait for it to end"),
        { Stored: not null } => new ShieldException(
            Reason.Conflict,
            $"task {task.Uuid} has stored its archive already",
            $"delete the archive instead: `shield delete archive {task.Plan?.Archive}`"),
        _ => null,
    };

    /// <summary>When the present wait or attempt becomes too long.</summary>
    public static DateTimeOffset DeadlineOf(TaskState task) =>
        (task.Status is TaskPhase.Pending ? task.RequestedAt : task.AttemptAt) + task.Deadline;

    /// <summary>Whether it has come so far that the core must end it itself: the worker, which keeps the
    /// deadline of an attempt, has not.</summary>
    public static bool IsLate(TaskState task, DateTimeOffset now) =>
        now > DeadlineOf(task) + (task.Status is TaskPhase.Running ? WorkerGrace : TimeSpan.Zero);

    private static TaskState Lose(TaskState task, TaskEvent.AttemptLost lost)
    {
        if (IsUnwanted(task)) return Stop(task, TaskPhase.Canceled, lost.At);
        if (task.Op is TaskKind.Restore && lost.Began)
        {
            return Fail(task, lost.At, $"{lost.Reason}; the target may be half-written: restore it again");
        }

        return task.Attempt < AttemptsMax
            ? task with { Status = TaskPhase.Pending, AttemptAt = lost.At, BytesDone = 0 }
            : Fail(task, lost.At, $"{lost.Reason}; {AttemptsMax} attempts were made");
    }

    private static bool IsUnwanted(TaskState task) => task.CancelRequestedAt is not null;

    private static TaskState Fail(TaskState task, DateTimeOffset at, string because) =>
        Stop(task, TaskPhase.Failed, at) with { FailedBecause = because };

    private static TaskState Stop(TaskState task, TaskPhase phase, DateTimeOffset at) =>
        task with { Status = phase, StoppedAt = at };

    private static string Words(TaskPhase phase) => phase.ToString().ToLowerInvariant();
}
