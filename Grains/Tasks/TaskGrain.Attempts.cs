using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Tasks;

/// <summary>The attempts of a task: from its turn until the worker is lost or given up.</summary>
internal sealed partial class TaskGrain
{
    /// <summary>The shortest period that reminders have.</summary>
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);

    private int _absenceNoted;

    public async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        if (State.IsOver) await ReleaseAsync(cancellationToken);
        if (State.Status is not TaskPhase.Pending) return;

        var agent = State.Plan!.Agent;
        if (agents.Find(agent) is not { } facts)
        {
            // It has just gone; the queue holds until it is back.
            await ReleaseAsync(cancellationToken);
            return;
        }

        // Thousands may wait, which the queue looks after; those that run are few.
        await TryAsync("the reminder service", () => Watchdog.SetAsync(clock.GetUtcNow() + WatchdogPeriod));
        try
        {
            await ApplyAsync(new TaskEvent.Started(clock.GetUtcNow(), facts.Run));
        }
        catch (ShieldException taken) when (taken.Reason is Reason.Conflict)
        {
            // The one running task of a target is held by the catalog, across agents; the watchdog tries
            // again.
            await _journal.WriteAsync(
                State, "waiting for another task of the same target to end", cancellationToken);
            await ReleaseAsync(cancellationToken);
            return;
        }

        _watch.Began();
        logger.AttemptStarts(Id, State.Attempt);
        await _journal.WriteStartAsync(State, cancellationToken);
        await TryAsync("the worker", () => OrderAsync(cancellationToken));
    }

    private async Task OrderAsync(CancellationToken cancellationToken)
    {
        var order = new WorkOrder(Id, State.Attempt, State.Plan!, State.Deadline);
        try
        {
            await Worker().StartAsync(order, cancellationToken);
        }
        catch (ShieldException refusal) when (refusal.Reason is not Reason.Unavailable)
        {
            // A secret that cannot be opened, for instance: no repetition helps.
            var why = new PipelineOutcome.Failed(PluginStage.Prepare, null, refusal.Message, false, null);
            await FailAsync(why, cancellationToken);
            await EndAsync(cancellationToken);
        }
    }

    private Task<string?> WhyLostAsync(CancellationToken cancellationToken) =>
        _watch.WhyLostAsync(State, Worker(), () => OrderAsync(cancellationToken), cancellationToken);

    private async Task GiveUpAsync(CancellationToken cancellationToken)
    {
        var wasRunning = State.Status is TaskPhase.Running;
        if (wasRunning)
        {
            await TryAsync("the worker", () => CancelAttemptAsync(cancellationToken));
            await CleanUpAsync(new Leftover(null), cancellationToken);
        }

        await TryAsync("the log", () => _journal.OpenAsync(State, cancellationToken));
        await ApplyAsync(new TaskEvent.DeadlinePassed(clock.GetUtcNow()));
        await EndAsync(cancellationToken);
    }

    /// <summary>Whoever reads the log of a task that stands still finds out why.</summary>
    private async Task NoteAbsenceAsync(CancellationToken cancellationToken)
    {
        if (_absenceNoted == State.Attempt) return;
        var agent = State.Plan!.Agent;
        await _journal.WriteAsync(State, $"waiting for agent {agent} to come back", cancellationToken);
        _absenceNoted = State.Attempt;
    }

    private async Task LoseAsync(string why, CancellationToken cancellationToken)
    {
        logger.AttemptLost(Id, State.Attempt, why);
        await _journal.WriteAsync(State, $"attempt {State.Attempt} is lost: {why}", cancellationToken);
        var lost = new TaskEvent.AttemptLost(clock.GetUtcNow(), why, _watch.MayHaveBegun);
        var next = TaskMachine.Apply(State, lost);
        // The next attempt removes what this one stored; when there is none, somebody else must.
        if (next.IsOver) await CleanUpAsync(new Leftover(null), cancellationToken);
        await SaveAsync(next);
        if (State.IsOver)
        {
            await EndAsync(cancellationToken);
            return;
        }

        await ReleaseAsync(cancellationToken);
        await EnqueueAsync(cancellationToken);
    }

    private Task CancelAttemptAsync(CancellationToken cancellationToken) =>
        Worker().CancelAsync(Id, State.Attempt, cancellationToken);

    private IWorker Worker() => workers.Of(State.Plan!.Agent);
}
