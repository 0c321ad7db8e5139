using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;

namespace Shield.Grains.Tests.Jobs;

/// <summary>Each moment at which a job is due ends as one task or one recorded skip.</summary>
public sealed class SlotTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 30, 20, TimeSpan.Zero);

    [Fact]
    public async Task A_job_runs_when_it_is_due_and_shows_when_it_runs_next()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("daily at 10:00");
        Assert.Equal(At(10, 0), await NextRunAsync(world, job));

        await world.MoveToAsync(At(10, 0));

        var slot = Assert.Single(await world.SlotsAsync(job));
        var task = Assert.Single(await world.TasksAsync(job));
        Assert.Equal((At(10, 0), SlotOutcome.Task, task.Uuid), (slot.Due, slot.Outcome, slot.TaskUuid));
        Assert.Equal(TaskDefinition.OwnerSystem, task.Owner);
        Assert.Equal(At(10, 0).AddDays(1), await NextRunAsync(world, job));
    }

    [Fact]
    public async Task After_a_downtime_only_the_newest_is_run_and_the_others_are_written_down_as_missed()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0");

        world.Clock.SetUtcNow(At(13, 10));
        await world.Shield.RestartAsync();
        await world.UntilSettledAsync();

        Assert.Equal(
            ["10:00 missed", "11:00 missed", "12:00 missed", "13:00 task"], await world.StoryAsync(job));
        Assert.Single(await world.TasksAsync(job));
        Assert.Equal(At(14, 0), await NextRunAsync(world, job));
    }

    [Fact]
    public async Task A_slot_is_skipped_while_the_task_before_it_has_not_ended()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0");

        await world.LiveUntilAsync(At(11, 30));
        await world.EndAllAsync(job);
        await world.LiveUntilAsync(At(12, 30));

        Assert.Equal(["10:00 task", "11:00 overlap", "12:00 task"], await world.StoryAsync(job));
        var slots = await world.SlotsAsync(job);
        Assert.Equal(slots[0].TaskUuid, slots[1].TaskUuid);
        Assert.Equal(2, (await world.TasksAsync(job)).Count);
    }

    [Fact]
    public async Task A_paused_job_is_not_run_when_it_is_due_and_goes_on_when_it_is_unpaused()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0", paused: true);

        await world.LiveUntilAsync(At(11, 30));
        await world.Job(job).UnpauseAsync(None);
        await world.LiveUntilAsync(At(12, 30));

        Assert.Equal(["10:00 paused", "11:00 paused", "12:00 task"], await world.StoryAsync(job));
    }

    [Fact]
    public async Task A_pause_in_the_second_of_a_slot_does_not_lose_it()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0");

        world.Clock.SetUtcNow(At(10, 0).AddMilliseconds(300));
        await world.Job(job).PauseAsync(None);
        await world.LiveUntilAsync(At(11, 30));

        Assert.Equal(["10:00 task", "11:00 paused"], await world.StoryAsync(job));
    }

    [Fact]
    public async Task Writes_about_other_things_in_the_second_of_a_slot_do_not_lose_it()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0");
        var (_, other) = await world.CreateJobAsync("daily at 4:00");

        world.Clock.SetUtcNow(At(10, 0).AddMilliseconds(300));
        var (third, _) = await world.CreateJobAsync("hourly at 0");
        await world.EditScheduleAsync(other, "daily at 5:00");
        await world.Job(third).DeleteAsync(EditCondition.None, None);
        await world.UntilSettledAsync();

        Assert.Equal(["10:00 task"], await world.StoryAsync(job));
        Assert.Single(await world.TasksAsync(job));
        Assert.Equal(At(11, 0), await NextRunAsync(world, job));
    }

    [Fact]
    public async Task Two_runs_asked_for_by_hand_in_the_second_of_a_slot_do_not_stop_the_schedule()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0");

        world.Clock.SetUtcNow(At(10, 0).AddMilliseconds(300));
        await Task.WhenAll(world.Shield.StartJobAsync(job), world.Shield.StartJobAsync(job));
        await world.UntilSettledAsync();
        await world.EndAllAsync(job);
        await world.LiveUntilAsync(At(11, 30));

        // Whether the slot or the runs came first may vary; that it is settled, and the next one taken, not.
        var slots = await world.SlotsAsync(job);
        Assert.Equal([At(10, 0), At(11, 0)], slots.Select(slot => slot.Due));
        Assert.Equal(SlotOutcome.Task, slots[1].Outcome);
    }

    [Fact]
    public async Task A_monthly_job_runs_once_in_its_minute_however_often_it_is_woken()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("monthly at 10:00 on 2nd");

        for (var second = 0; second <= 60; second++)
        {
            await world.MoveToAsync(At(10, 0).AddSeconds(second));
            await world.Job(job).WakeAsync(None);
            await world.EndAllAsync(job);
        }

        Assert.Equal(["10:00 task"], await world.StoryAsync(job));
        Assert.Single(await world.TasksAsync(job));
        Assert.Equal(At(10, 0).AddMonths(1), await NextRunAsync(world, job));
    }

    [Fact]
    public async Task An_edit_of_the_schedule_in_the_second_of_a_slot_keeps_it_and_then_holds()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, schedule) = await world.CreateJobAsync("hourly at 0");

        world.Clock.SetUtcNow(At(10, 0).AddMilliseconds(300));
        await world.EditScheduleAsync(schedule, "hourly at 20");
        await world.UntilSettledAsync();
        await world.EndAllAsync(job);
        await world.LiveUntilAsync(At(10, 50));

        Assert.Equal(["10:00 task", "10:20 task"], await world.StoryAsync(job));
        Assert.Equal(At(11, 20), await NextRunAsync(world, job));
    }

    [Fact]
    public async Task An_edit_while_the_service_was_down_counts_from_its_moment_on()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, schedule) = await world.CreateJobAsync("hourly at 0");

        world.Clock.SetUtcNow(At(12, 10));
        await world.EditScheduleAsync(schedule, "hourly at 30");
        await world.UntilSettledAsync();
        world.Clock.SetUtcNow(At(14, 0));
        await world.Shield.RestartAsync();
        await world.UntilSettledAsync();

        Assert.Equal(
            ["10:00 missed", "11:00 missed", "12:00 task", "12:30 missed", "13:30 overlap"],
            await world.StoryAsync(job));
    }

    [Fact]
    public async Task A_job_that_is_given_another_schedule_follows_that_from_then_on()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0");
        var (_, other) = await world.CreateJobAsync("hourly at 20");
        var row = (await world.Shield.Catalog.FindJobAsync(job, None))!;
        var definition = new JobDefinition(
            "job", "", row.Target.Uuid, row.Store.Uuid, other, row.Retention.Uuid, null);

        world.Clock.SetUtcNow(At(10, 0).AddMilliseconds(10));
        await world.Job(job).EditAsync(definition, EditCondition.None, None);
        await world.EndAllAsync(job);
        await world.LiveUntilAsync(At(11, 10));

        Assert.Equal(["10:00 task", "10:20 task"], await world.StoryAsync(job));
    }

    [Fact]
    public async Task A_deleted_job_is_forgotten_with_its_slots_and_never_runs_again()
    {
        await using var world = await SlotWorld.StartAsync(Start);
        var (job, _) = await world.CreateJobAsync("hourly at 0");
        await world.MoveToAsync(At(10, 0));

        await world.Job(job).DeleteAsync(EditCondition.None, None);
        await world.LiveUntilAsync(At(12, 30));

        Assert.Empty(await world.SlotsAsync(job));
        Assert.Single(await world.TasksAsync(job));
    }

    [Fact]
    public async Task What_became_of_slots_is_counted()
    {
        var counted = new ConcurrentBag<string?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument is { Meter.Name: "Shield", Name: "shield_job_slots" })
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(tags[0].Value as string));
        listener.Start();
        await using var world = await SlotWorld.StartAsync(Start);
        await world.CreateJobAsync("hourly at 0");

        world.Clock.SetUtcNow(At(12, 10));
        await world.Shield.RestartAsync();
        await world.UntilSettledAsync();

        Assert.Contains("missed", counted);
        Assert.Contains("task", counted);
    }

    [Fact]
    public async Task In_DEV_mode_every_schedule_is_every_minute()
    {
        await using var world = await SlotWorld.StartAsync(
            Start, ScheduleClock.Default with { EveryMinute = true });
        var (job, _) = await world.CreateJobAsync("monthly at 4:00 on 1st");

        await world.LiveUntilAsync(Start.AddMinutes(3));

        Assert.Equal(["09:31 task", "09:32 overlap", "09:33 overlap"], await world.StoryAsync(job));
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 3, 2, hour, minute, 0, TimeSpan.Zero);

    private static async Task<DateTimeOffset?> NextRunAsync(SlotWorld world, JobId job) =>
        (await world.Shield.Catalog.FindJobAsync(job, None))!.NextRun;
}
