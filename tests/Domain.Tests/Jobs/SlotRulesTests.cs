using Shield.Domain.Jobs;

namespace Shield.Domain.Tests.Jobs;

public sealed class SlotRulesTests
{
    private const string Hourly = "hourly at 0";

    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ScheduleInForce Unchanged = new(Hourly, DateTimeOffset.MinValue);
    private static readonly JobState Job = SlotRules.Begin(
        new JobState { Uuid = new JobId(Guid.NewGuid()) },
        Hourly,
        ScheduleClock.Default,
        Nine.AddSeconds(20));

    [Fact]
    public void What_is_due_lies_after_the_last_slot_up_to_this_very_moment()
    {
        Assert.Equal([Nine.AddHours(1)], Due(Unchanged, Nine.AddHours(1)));
        Assert.Empty(Due(Unchanged, Nine.AddHours(1).AddTicks(-1)));
        Assert.Equal([Nine.AddHours(1), Nine.AddHours(2)], Due(Unchanged, Nine.AddHours(2.5)));
    }

    [Fact]
    public void A_clock_that_is_put_back_makes_nothing_due_twice()
    {
        var settled = Settle(Job, RunsOfJob.None, Nine.AddHours(1));

        Assert.Empty(SlotRules.Due(settled, Unchanged, ScheduleClock.Default, Nine.AddMinutes(30)));
        Assert.Empty(SlotRules.Due(settled, Unchanged, ScheduleClock.Default, Nine.AddHours(1)));
    }

    [Fact]
    public void Up_to_the_edit_the_old_schedule_counts_and_from_then_on_the_new_one()
    {
        var edited = new ScheduleInForce("hourly at 30", Nine.AddHours(2));

        Assert.Equal(
            [Nine.AddHours(1), Nine.AddHours(2), Nine.AddHours(2.5), Nine.AddHours(3.5)],
            Due(edited, Nine.AddHours(4)));
    }

    [Fact]
    public void What_was_due_before_history_begins_is_not_written_down()
    {
        var clock = ScheduleClock.Default with { History = TimeSpan.FromHours(2) };

        Assert.Equal(
            [Nine.AddHours(99), Nine.AddHours(100)],
            SlotRules.Due(Job, Unchanged, clock, Nine.AddHours(100.5)));
    }

    [Fact]
    public void A_task_that_was_made_before_somebody_died_counts_whatever_is_due_by_now()
    {
        var made = JobSlot.TaskOf(Job.Uuid, Nine.AddHours(1));
        var runs = new RunsOfJob(new HashSet<TaskId> { made }, made);

        var slots = SlotRules.Settle(Job, Due(Unchanged, Nine.AddHours(3)), runs, Nine.AddHours(3));

        Assert.Equal(
            [SlotOutcome.Task, SlotOutcome.Missed, SlotOutcome.Overlap], slots.Select(slot => slot.Outcome));
        Assert.Equal((made, null, made), (slots[0].TaskUuid, slots[1].TaskUuid, slots[2].TaskUuid));
    }

    [Fact]
    public void A_slot_has_always_the_same_task_and_no_other_slot_has_it()
    {
        var due = Nine.AddHours(1);

        var task = JobSlot.TaskOf(Job.Uuid, due);
        Assert.Equal(task, JobSlot.TaskOf(Job.Uuid, due.ToOffset(TimeSpan.FromHours(2))));
        Assert.NotEqual(task, JobSlot.TaskOf(Job.Uuid, due.AddMinutes(1)));
        Assert.NotEqual(task, JobSlot.TaskOf(new JobId(Guid.NewGuid()), due));
    }

    [Fact]
    public void A_settled_job_knows_its_next_slot_and_one_that_is_never_due_again_has_none()
    {
        Assert.Equal(Nine.AddHours(2), Settle(Job, RunsOfJob.None, Nine.AddHours(1.5)).NextRunAt);

        var never = new ScheduleInForce("0 0 30 2 *", Nine.AddHours(1));
        var settled = SlotRules.Settled(Job, [], never, ScheduleClock.Default, Nine.AddHours(2));
        Assert.Null(settled.NextRunAt);
        Assert.Equal(Nine.AddHours(1), settled.SettledThrough);
    }

    private static IReadOnlyList<DateTimeOffset> Due(ScheduleInForce schedule, DateTimeOffset now) =>
        SlotRules.Due(Job, schedule, ScheduleClock.Default, now);

    private static JobState Settle(JobState job, RunsOfJob runs, DateTimeOffset now)
    {
        var due = SlotRules.Due(job, Unchanged, ScheduleClock.Default, now);
        var slots = SlotRules.Settle(job, due, runs, now);
        return SlotRules.Settled(job, slots, Unchanged, ScheduleClock.Default, now);
    }
}
