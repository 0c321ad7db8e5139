using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;
using Shield.Grains.Retention;
using Shield.Grains.Stores;
using Shield.Grains.Targets;
using Shield.Grains.Tasks;

namespace Shield.Grains.Jobs;

/// <summary>Keeps a job, and takes each of its slots to its end: whatever changes it settles first what is
/// due.</summary>
internal sealed class JobGrain(
    [PersistentState("job")] IPersistentState<JobState> row,
    ICatalog catalog,
    ScheduleClock schedules,
    Turnstile turnstile,
    TimeProvider clock,
    ILogger<JobGrain> logger)
    : StatefulGrain<JobState>(row), IJobGrain, IRemindable
{
    private const string Noun = "job";

    /// <summary>How many slots are written at once.</summary>
    private const int SlotsAtOnceMax = 1000;

    /// <summary>By how much the clocks of two silos may differ.</summary>
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(10);

    private Alarm? _alarm;

    /// <summary>Whoever is asked for something does not let others go first.</summary>
    private static Func<Task> AtOnce { get; } = () => Task.CompletedTask;

    private JobId Id => new(Key);

    private Alarm Alarm => _alarm ??= new Alarm(this, "next-run", clock);

    public async Task CreateAsync(JobDefinition definition, bool paused, CancellationToken cancellationToken)
    {
        var state = ToState(definition, JobDefinition.PriorityDefault, paused);
        await CreateAsync(Noun, await BeginAsync(state, cancellationToken), IsSame);
        await SetAlarmAsync();
    }

    public async Task EditAsync(
        JobDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        await SettleAsync(AtOnce, cancellationToken);
        var next = ToState(definition, State.Priority, State.Paused);
        await SaveAsync(next.ScheduleUuid == State.ScheduleUuid
            ? next with
            {
                When = State.When,
                SettledThrough = State.SettledThrough,
                NextRunAt = State.NextRunAt,
            }
            : await BeginAsync(next, cancellationToken));
        await SetAlarmAsync();
    }

    public async Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        await RemoveAsync();
        await TurnAlarmOffAsync();
    }

    public Task PauseAsync(CancellationToken cancellationToken) => SetPausedAsync(true, cancellationToken);

    public Task UnpauseAsync(CancellationToken cancellationToken) => SetPausedAsync(false, cancellationToken);

    public async Task<AgentAddress> RunAsync(
        TaskId task, string owner, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return await RequestAsync(task, owner, cancellationToken);
    }

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        if (!Exists)
        {
            await TurnAlarmOffAsync();
            DeactivateOnIdle();
            return;
        }

        using var turn = await turnstile.EnterAsync();
        await SettleAsync(turn.GiveWayAsync, cancellationToken);
        await SetAlarmAsync();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Alarm.Rang(status);
        try
        {
            await WakeAsync(CancellationToken.None);
        }
        catch (Exception away) when (Trouble.IsPassing(away))
        {
            logger.NotWoken(Id, away);
        }
    }

    /// <summary>Takes every slot that is due to its end.</summary>
    /// <param name="giveWay">Awaited once the task is there, before it is written down in the job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task SettleAsync(Func<Task> giveWay, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (schedule, runs) = await GroundAsync(State, now, cancellationToken);
        if (State.SettledThrough is null)
        {
            await SaveAsync(SlotRules.Begin(State, schedule.When, schedules, now));
            return;
        }

        var due = SlotRules.Due(State, schedule, schedules, now);
        if (due.Count == 0)
        {
            if (State.When != schedule.When)
            {
                await SaveAsync(SlotRules.Settled(State, [], schedule, schedules, now));
            }

            return;
        }

        var slots = SlotRules.Settle(State, due, runs, now);
        slots = [.. slots.SkipLast(1), await TakeAsync(slots[^1], runs, cancellationToken)];
        await giveWay();
        await SaveSlotsAsync(slots, schedule, now);
        Tell(slots);
    }

    /// <summary>Makes the task of a slot that is to have one. The task first, then the slot: its task is
    /// always the same, so that whoever dies between the two loses nothing and makes nothing twice.</summary>
    private async Task<JobSlot> TakeAsync(JobSlot slot, RunsOfJob runs, CancellationToken cancellationToken)
    {
        if (slot is not { Outcome: SlotOutcome.Task, TaskUuid: { } task } || runs.Known.Contains(task))
        {
            return slot;
        }

        try
        {
            using (Unsaved.Announce(GrainFactory.GetGrain<ITaskGrain>(task.Value).GetGrainId()))
            {
                await RequestAsync(task, TaskDefinition.OwnerSystem, cancellationToken);
            }

            return slot;
        }
        catch (ShieldException refusal) when (refusal.Reason is not Reason.Unavailable)
        {
            logger.NotRun(Id, slot.Due, refusal.Message);
            return slot with { Outcome = SlotOutcome.Refused, TaskUuid = null };
        }
    }

    private async Task SaveSlotsAsync(
        IReadOnlyList<JobSlot> slots, ScheduleInForce schedule, DateTimeOffset now)
    {
        // Of many, all but the last ones are written before the schedule in force is said to be followed.
        foreach (var chunk in slots.SkipLast(SlotsAtOnceMax).Chunk(SlotsAtOnceMax))
        {
            await SaveAsync(State with { Slots = chunk });
        }

        IReadOnlyList<JobSlot> last = [.. slots.TakeLast(SlotsAtOnceMax)];
        await SaveAsync(SlotRules.Settled(State, last, schedule, schedules, now));
    }

    private void Tell(IReadOnlyList<JobSlot> slots)
    {
        foreach (var slot in slots) ShieldMeter.Settled(slot.Outcome);
        var missed = slots.Where(slot => slot.Outcome is SlotOutcome.Missed).ToArray();
        if (missed.Length > 0) logger.Missed(Id, missed.Length, missed[0].Due, missed[^1].Due);
        if (slots[^1].Outcome is not SlotOutcome.Task) logger.Skipped(Id, slots[^1].Due, slots[^1].Outcome);
    }

    /// <summary>Makes a task; answers where it is to run.</summary>
    private async Task<AgentAddress> RequestAsync(
        TaskId task, string owner, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(cancellationToken);
        await GrainFactory.GetGrain<ITaskGrain>(task.Value).RequestAsync(
            new TaskDefinition(
                owner, TaskKind.Backup, Id, State.TargetUuid, State.StoreUuid, plan, State.Priority),
            cancellationToken);
        return plan.Agent;
    }

    /// <summary>Copies what the task will need, so that later edits touch nothing of it.</summary>
    private async Task<PipelinePlan.Backup> PlanAsync(CancellationToken cancellationToken)
    {
        var target = await GrainFactory.GetGrain<ITargetGrain>(State.TargetUuid.Value)
            .SnapshotAsync(cancellationToken);
        var store = await GrainFactory.GetGrain<IStoreGrain>(State.StoreUuid.Value)
            .SnapshotAsync(cancellationToken);
        var expirySeconds = await GrainFactory.GetGrain<IRetentionGrain>(State.RetentionUuid.Value)
            .ExpirySecondsAsync(cancellationToken);
        return new PipelinePlan.Backup
        {
            Archive = new ArchiveId(Guid.NewGuid()),
            Agent = target.Agent,
            Target = target.Call,
            Store = store,
            ExpirySeconds = expirySeconds,
        };
    }

    private async Task SetPausedAsync(bool paused, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        if (State.Paused == paused) return;
        await SettleAsync(AtOnce, cancellationToken);
        await SaveAsync(State with { Paused = paused, Slots = [] });
        await SetAlarmAsync();
    }

    private async Task<JobState> BeginAsync(JobState job, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ground = await GroundAsync(job, now, cancellationToken);
        return SlotRules.Begin(job, ground.Schedule.When, schedules, now);
    }

    /// <summary>From the catalog, since the schedule's grain may be waking jobs.</summary>
    private async Task<SlotGround> GroundAsync(
        JobState job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = (job.SettledThrough ?? now) - ClockSkewMax;
        var ground = await catalog.FindSlotGroundAsync(Id, job.ScheduleUuid, since, cancellationToken);

        // Without one the catalog refuses the job; while the job is there, so is its schedule.
        return ground ?? new SlotGround(new ScheduleInForce("", DateTimeOffset.MinValue), RunsOfJob.None);
    }

    private Task SetAlarmAsync() => TryAlarmAsync(() => Alarm.SetAsync(State.NextRunAt));

    private Task TurnAlarmOffAsync() => TryAlarmAsync(Alarm.TurnOffAsync);

    private async Task TryAlarmAsync(Func<Task> set)
    {
        try
        {
            await set();
        }
        catch (Exception away) when (Trouble.IsPassing(away))
        {
            logger.NoAlarm(Id, away);
        }
    }

    private static bool IsSame(JobState a, JobState b) =>
        a.ToEdition() == b.ToEdition() && a.Paused == b.Paused;

    private JobState ToState(JobDefinition definition, int priority, bool paused) => new()
    {
        Uuid = Id,
        Name = definition.Name,
        Summary = definition.Summary,
        TargetUuid = definition.Target,
        StoreUuid = definition.Store,
        ScheduleUuid = definition.Schedule,
        RetentionUuid = definition.Retention,
        Priority = definition.Priority ?? priority,
        Paused = paused,
    };
}
