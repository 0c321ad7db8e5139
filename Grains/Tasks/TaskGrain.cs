using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;
using Shield.Grains.Workers;

namespace Shield.Grains.Tasks;

/// <summary>Takes a task through its life: asks <see cref="TaskMachine"/>, saves, acts.</summary>
internal sealed partial class TaskGrain(
    [PersistentState("task")] IPersistentState<TaskState> row,
    ITaskLog log,
    IAgentDirectory agents,
    IWorkers workers,
    TaskLimits limits,
    TimeProvider clock,
    ILogger<TaskGrain> logger)
    : StatefulGrain<TaskState>(row), ITaskGrain, IRemindable
{
    private const string Noun = "task";

    /// <summary>How often progress alone is worth a write.</summary>
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(2);

    private readonly TaskJournal _journal = new(log, clock);
    private readonly AttemptWatch _watch = new(agents, clock, logger);
    private DateTimeOffset _progressSavedAt;
    private Alarm? _watchdog;

    private TaskId Id => new(Key);

    private Alarm Watchdog => _watchdog ??= new Alarm(this, "watchdog", clock);

    public async Task RequestAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        Unsaved.IsNoMore();
        if (!Exists)
        {
            await SaveAsync(definition.ToState(Id, clock.GetUtcNow(), limits.Deadline));
            logger.Requested(Id, definition.Op, definition.Owner, definition.Plan.Agent);
        }

        // Saved is promised: whoever asked may have left, and what fails now, queue and janitor make good.
        if (!State.IsOver) await TryAsync("the queue", () => EnqueueAsync(CancellationToken.None));
    }

    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        if (TaskMachine.WhyNotCancel(State) is { } refusal) throw refusal;
        if (State.CancelRequestedAt is null)
        {
            await _journal.WriteAsync(State, "cancel requested", cancellationToken);
            await ApplyAsync(new TaskEvent.CancelRequested(clock.GetUtcNow()));
        }

        if (State.IsOver) await EndAsync(CancellationToken.None);
        else await TryAsync("the worker", () => CancelAttemptAsync(CancellationToken.None));
    }

    public Task NoteWaitingAsync(string reason, CancellationToken cancellationToken) =>
        Exists && State.Status is TaskPhase.Pending
            ? _journal.WriteAsync(State, $"waiting for {reason}", cancellationToken)
            : Task.CompletedTask;

    public async Task<ReportAnswer> ReportAsync(WorkerReport report, CancellationToken cancellationToken)
    {
        if (!Exists || report.Attempt != State.Attempt) return ReportAnswer.Stop;
        if (State.Status is TaskPhase.Done) return ReportAnswer.Acknowledged;
        if (State.Status is not TaskPhase.Running) return ReportAnswer.Stop;

        _watch.Reported();
        await _journal.WriteStartAsync(State, cancellationToken);
        await log.AppendAsync(Id, report.Attempt, report.Lines, cancellationToken);
        if (report.Outcome is { } outcome) return await ConcludeAsync(outcome, cancellationToken);

        var now = clock.GetUtcNow();
        if (now - _progressSavedAt >= ProgressPeriod)
        {
            _progressSavedAt = now;
            await ApplyAsync(new TaskEvent.Progressed(now, report.BytesDone));
        }

        return State.CancelRequestedAt is null ? ReportAnswer.Acknowledged : ReportAnswer.Cancel;
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!Exists || State.IsOver)
        {
            await EndAsync(cancellationToken);
            return;
        }

        if (State.Stored is not null) await RecordArchiveAsync(cancellationToken);
        else if (TaskMachine.IsLate(State, clock.GetUtcNow())) await GiveUpAsync(cancellationToken);
        else if (State.Status is TaskPhase.Pending) await EnqueueAsync(cancellationToken);
        else if (await WhyLostAsync(cancellationToken) is { } why)
        {
            await LoseAsync(why, cancellationToken);
        }
        else if (agents.Find(State.Plan!.Agent) is null) await NoteAbsenceAsync(cancellationToken);
        else if (State.CancelRequestedAt is not null)
        {
            await TryAsync("the worker", () => CancelAttemptAsync(cancellationToken));
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => CheckAsync(CancellationToken.None);

    private async Task<ReportAnswer> ConcludeAsync(
        PipelineOutcome outcome, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isCanceled = State.CancelRequestedAt is not null;
        if (isCanceled && outcome is PipelineOutcome.Stored) return ReportAnswer.Cancel;

        switch (outcome)
        {
            case PipelineOutcome.Stored blob:
                await ApplyAsync(new TaskEvent.BlobStored(now, blob));
                await RecordArchiveAsync(cancellationToken);
                return ReportAnswer.Acknowledged;
            case PipelineOutcome.Restored restored:
                await ApplyAsync(isCanceled
                    ? new TaskEvent.Canceled(now)
                    : new TaskEvent.Completed(now, restored.SizeBytes));
                break;
            case PipelineOutcome.Purged:
                await ConfirmPurgedAsync(cancellationToken);
                await ApplyAsync(new TaskEvent.Completed(now, 0));
                break;
            case PipelineOutcome.Canceled canceled:
                await CleanUpAsync(canceled.LeftBehind, cancellationToken);
                await ApplyAsync(new TaskEvent.Canceled(now));
                break;
            case PipelineOutcome.Failed failed:
                await FailAsync(failed, cancellationToken);
                break;
            case PipelineOutcome.Lost lost:
                await LoseAsync(lost.Reason, cancellationToken);
                return ReportAnswer.Acknowledged;
        }

        await EndAsync(cancellationToken);
        return ReportAnswer.Acknowledged;
    }

    private async Task FailAsync(PipelineOutcome.Failed failed, CancellationToken cancellationToken)
    {
        if (failed.ArchiveDamaged)
        {
            await Archive().InvalidateAsync(failed.Reason, cancellationToken);
        }

        await CleanUpAsync(failed.LeftBehind, cancellationToken);
        await ApplyAsync(new TaskEvent.PipelineFailed(clock.GetUtcNow(), failed.Reason));
    }

    /// <summary>The archive first, then done. Repeated until the archive has acknowledged.</summary>
    private async Task RecordArchiveAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await Archive().RecordAsync(ArchiveRecord.Of(State, now), cancellationToken);
        await ApplyAsync(new TaskEvent.Archived(now));
        await EndAsync(cancellationToken);
    }

    private Task ConfirmPurgedAsync(CancellationToken cancellationToken) =>
        State.Plan is PipelinePlan.Purge { Key: { } key }
            ? Archive().ConfirmPurgedAsync(key, cancellationToken)
            : Task.CompletedTask;

    /// <summary>Asks for the removal of a blob that belongs to no archive.</summary>
    private async Task CleanUpAsync(Leftover? leftBehind, CancellationToken cancellationToken)
    {
        if (leftBehind is null || State.Op is not TaskKind.Backup) return;
        var cleanup = Id.ToCleanup();
        await _journal.WriteAsync(
            State, $"what may be left in the store is removed by task {cleanup}", cancellationToken);
        await GrainFactory.GetGrain<ITaskGrain>(cleanup.Value)
            .RequestAsync(TaskDefinition.CleanupOf(State, leftBehind), cancellationToken);
    }

    /// <summary>What follows every ending; safe to repeat.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (Exists)
        {
            await TryAsync("the queue", () => ReleaseAsync(cancellationToken));
            logger.TellEnd(State);
        }

        await TryAsync("the reminder service", Watchdog.TurnOffAsync);
    }

    private async Task TryAsync(string what, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception away) when (Trouble.IsPassing(away))
        {
            logger.Unreached(Id, what, away);
        }
    }

    private async Task ApplyAsync(TaskEvent happened)
    {
        var next = TaskMachine.Apply(State, happened);
        if (next != State) await SaveAsync(next);
    }

    private Task EnqueueAsync(CancellationToken cancellationToken) => Queue().EnqueueAsync(
        new QueueTicket(Id, State.TargetUuid, State.Priority, State.RequestedAt), cancellationToken);

    private Task ReleaseAsync(CancellationToken cancellationToken) =>
        Queue().ReleaseAsync(Id, cancellationToken);

    private IAgentQueueGrain Queue() => GrainFactory.GetGrain<IAgentQueueGrain>(State.Plan!.Agent.Value);

    private IArchiveGrain Archive() => GrainFactory.GetGrain<IArchiveGrain>(State.Plan!.Archive.Value);
}
