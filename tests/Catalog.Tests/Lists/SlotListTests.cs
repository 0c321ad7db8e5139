using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class SlotListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_slots_that_a_job_settles_are_kept_as_they_were_settled_first()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var job = Samples.Job(await catalog.PutPartsAsync());
        var task = new TaskId(Guid.NewGuid());
        var missed = new JobSlot(Samples.Noon, SlotOutcome.Missed, null, Samples.Noon.AddHours(1));
        var run = new JobSlot(Samples.Noon.AddHours(1), SlotOutcome.Task, task, Samples.Noon.AddHours(1));

        await catalog.PutAsync("job", job.Uuid.Value, job with { Slots = [missed, run] });
        await catalog.PutAsync("job", job.Uuid.Value, job with
        {
            Slots = [missed with { Outcome = SlotOutcome.Paused }],
        });

        Assert.Equal([run, missed], await catalog.Lists.ListSlotsAsync(job.Uuid, null, 10, None));
        Assert.Equal([run], await catalog.Lists.ListSlotsAsync(job.Uuid, null, 1, None));
        Assert.Equal([missed], await catalog.Lists.ListSlotsAsync(job.Uuid, run.Due, 10, None));

        await catalog.DeleteAsync("job", job.Uuid.Value);
        Assert.Empty(await catalog.Lists.ListSlotsAsync(job.Uuid, null, 10, None));
    }

    [Fact]
    public async Task A_job_is_due_from_its_next_slot_on()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var (job, never) = (Samples.Job(parts), Samples.Job(parts) with { NextRunAt = null });
        await catalog.PutAsync("job", job.Uuid.Value, job);
        await catalog.PutAsync("job", never.Uuid.Value, never);

        Assert.Equal([job.Uuid], await catalog.Lists.ListDueJobsAsync(Samples.Noon, None));
        Assert.Empty(await catalog.Lists.ListDueJobsAsync(Samples.Noon.AddMilliseconds(-1), None));
    }

    [Fact]
    public async Task A_job_is_behind_until_it_follows_its_schedule()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var (parts, others) = (await catalog.PutPartsAsync(), await catalog.PutPartsAsync());
        var (job, old) = (Samples.Job(parts), Samples.Job(others) with { When = "" });
        await catalog.PutAsync("job", job.Uuid.Value, job);
        await catalog.PutAsync("job", old.Uuid.Value, old);

        Assert.Equal([old.Uuid], await catalog.Lists.ListBehindJobsAsync(null, None));
        Assert.Empty(await catalog.Lists.ListBehindJobsAsync(parts.Schedule.Uuid, None));
        Assert.Equal([old.Uuid], await catalog.Lists.ListBehindJobsAsync(others.Schedule.Uuid, None));
    }

    [Fact]
    public async Task The_runs_of_a_job_are_those_of_late_and_those_that_have_not_ended()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        var (old, late) = (Run(TaskPhase.Done, -2), Run(TaskPhase.Failed, 0));
        foreach (var run in new[] { old, late }) await catalog.PutAsync("task", run.Uuid.Value, run);

        var runs = await FindAsync();
        Assert.Equal([late.Uuid], runs.Known);
        Assert.Null(runs.Unfinished);

        var waiting = Run(TaskPhase.Pending, -1);
        await catalog.PutAsync("task", waiting.Uuid.Value, waiting);
        runs = await FindAsync();
        Assert.Equal([late.Uuid, waiting.Uuid], runs.Known.OrderBy(task => task == waiting.Uuid));
        Assert.Equal(waiting.Uuid, runs.Unfinished);
        Assert.Null(await catalog.Lists.FindSlotGroundAsync(
            job.Uuid, new ScheduleId(Guid.NewGuid()), Samples.Noon, None));

        async Task<RunsOfJob> FindAsync()
        {
            var ground = await catalog.Lists.FindSlotGroundAsync(
                job.Uuid, parts.Schedule.Uuid, Samples.Noon, None);
            Assert.Equal(parts.Schedule.Timespec, ground?.Schedule.When);
            return ground!.Runs;
        }

        TaskState Run(TaskPhase phase, int hours) => Samples.Backup(parts, phase) with
        {
            JobUuid = job.Uuid, RequestedAt = Samples.Noon.AddHours(hours),
        };
    }
}
