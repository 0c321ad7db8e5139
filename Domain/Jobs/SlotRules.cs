namespace Shield.Domain.Jobs;

/// <summary>Which moments are due, and what becomes of each. Pure.</summary>
/// <remarks>A job's due times follow from its schedule and zone alone. Each is a slot, and each slot ends as
/// exactly one task or one recorded skip. Of several that are due at once only the newest is run: never a
/// flood.</remarks>
public static class SlotRules
{
    /// <summary>What is due and not settled yet, the oldest first.</summary>
    /// <param name="job">The job; its own copy of the schedule holds up to the moment of the edit.</param>
    /// <param name="schedule">Its schedule as it is now.</param>
    /// <param name="clock">What the service says about schedules.</param>
    /// <param name="now">Up to and including this moment.</param>
    public static IReadOnlyList<DateTimeOffset> Due(
        JobState job, ScheduleInForce schedule, ScheduleClock clock, DateTimeOffset now)
    {
        if (job.SettledThrough is not { } settled) return [];
        var from = settled > now - clock.History ? settled : now - clock.History;
        if (schedule.When == job.When) return [.. clock.Between(job.When, from, now, job.Uuid)];

        var switched = schedule.Since < now ? schedule.Since : now;
        var anew = switched > from ? switched : from;
        return
        [
            .. clock.Between(job.When, from, switched, job.Uuid),
            .. clock.Between(schedule.When, anew, now, job.Uuid),
        ];
    }

    /// <summary>What becomes of them.</summary>
    /// <param name="job">The job.</param>
    /// <param name="due">What is due, the oldest first.</param>
    /// <param name="runs">Its unfinished tasks, and those that were made since the first of them.</param>
    /// <param name="now">The moment of the decision.</param>
    public static IReadOnlyList<JobSlot> Settle(
        JobState job, IReadOnlyList<DateTimeOffset> due, RunsOfJob runs, DateTimeOffset now) =>
    [
        .. due.Select((moment, index) => Settle(job, moment, index == due.Count - 1, runs, now)),
    ];

    /// <summary>The job with these slots settled, the last ones of what was due.</summary>
    public static JobState Settled(
        JobState job, IReadOnlyList<JobSlot> slots, ScheduleInForce schedule, ScheduleClock clock,
        DateTimeOffset now)
    {
        var through = slots.Count > 0 ? slots[^1].Due : job.SettledThrough ?? now;
        if (schedule.When != job.When && schedule.Since > through) through = schedule.Since;
        return job with
        {
            When = schedule.When,
            SettledThrough = through,
            NextRunAt = clock.After(schedule.When, through, job.Uuid),
            Slots = slots,
        };
    }

    /// <summary>The job, whose due times begin anew after this moment.</summary>
    public static JobState Begin(JobState job, string when, ScheduleClock clock, DateTimeOffset now) =>
        job with
        {
            When = when,
            SettledThrough = now,
            NextRunAt = clock.After(when, now, job.Uuid),
            Slots = [],
        };

    private static JobSlot Settle(
        JobState job, DateTimeOffset due, bool isNewest, RunsOfJob runs, DateTimeOffset now)
    {
        var task = JobSlot.TaskOf(job.Uuid, due);

        // Its task was made, and whoever made it died before writing that down.
        if (runs.Known.Contains(task)) return new JobSlot(due, SlotOutcome.Task, task, now);
        if (!isNewest) return new JobSlot(due, SlotOutcome.Missed, null, now);
        if (job.Paused) return new JobSlot(due, SlotOutcome.Paused, null, now);
        return runs.Unfinished is { } other
            ? new JobSlot(due, SlotOutcome.Overlap, other, now)
            : new JobSlot(due, SlotOutcome.Task, task, now);
    }
}

/// <summary>A schedule as it is now.</summary>
/// <param name="When">A text of the Timespec language.</param>
/// <param name="Since">Since when it says so.</param>
public sealed record ScheduleInForce(string When, DateTimeOffset Since);

/// <summary>What decides over the slots of a job, as it was at one moment.</summary>
/// <param name="Schedule">Its schedule.</param>
/// <param name="Runs">Its tasks.</param>
public sealed record SlotGround(ScheduleInForce Schedule, RunsOfJob Runs);

/// <summary>What a job has under way, and what it had lately.</summary>
/// <param name="Known">The tasks that are there.</param>
/// <param name="Unfinished">One that has not ended; null when all have.</param>
public sealed record RunsOfJob(IReadOnlySet<TaskId> Known, TaskId? Unfinished)
{
    /// <summary>Nothing.</summary>
    public static RunsOfJob None { get; } = new(new HashSet<TaskId>(), null);
}
