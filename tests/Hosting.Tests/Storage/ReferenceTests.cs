using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Jobs;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;

namespace Shield.Silo.Hosting.Tests.Storage;

public sealed class ReferenceTests
{
    [Fact]
    public async Task A_target_that_a_job_uses_cannot_be_deleted_and_stays_as_it_was()
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, store) = await EndsAsync(silo);
        await JobAsync(silo, target, store);
        var state = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        var etag = state.ETag;

        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => silo.ClearAsync("target", target.Uuid.Value, state));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Equal("this target is in use", refusal.Message);
        Assert.Equal(etag, state.ETag);
        Assert.Equal(target, state.State);
        Assert.Equal(target, (await silo.ReadAsync<TargetState>("target", target.Uuid.Value)).State);
    }

    [Fact]
    public async Task A_target_can_be_deleted_once_its_job_is_gone()
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, store) = await EndsAsync(silo);
        var job = await JobAsync(silo, target, store);

        await silo.ClearAsync("job", job.Uuid.Value, await silo.ReadAsync<JobState>("job", job.Uuid.Value));
        await DeleteTargetAsync(silo, target);

        Assert.Null(await silo.Catalog.FindTargetAsync(target.Uuid, CancellationToken.None));
    }

    [Fact]
    public async Task A_job_that_refers_to_nothing_is_refused_and_leaves_no_state()
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, _) = await EndsAsync(silo);

        var job = Samples.Job(target, Samples.Store(), Samples.Schedule(), Samples.Retention());
        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => silo.WriteAsync("job", job.Uuid.Value, job));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.False((await silo.ReadAsync<JobState>("job", job.Uuid.Value)).RecordExists);
    }

    [Theory]
    [InlineData(ArchiveStatus.Valid, true)]
    [InlineData(ArchiveStatus.Expired, true)]
    [InlineData(ArchiveStatus.Purged, false)]
    [InlineData(ArchiveStatus.Invalid, false)]
    public async Task Only_archives_that_live_hold_their_target(ArchiveStatus status, bool holds)
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, store) = await EndsAsync(silo);
        var archive = Samples.Archive(target, store) with { Status = status };
        await silo.WriteAsync("archive", archive.Uuid.Value, archive);

        Assert.Equal(holds, await StorageSilo.IsRefusedAsync(() => DeleteTargetAsync(silo, target)));
    }

    [Theory]
    [InlineData(TaskPhase.Pending, true)]
    [InlineData(TaskPhase.Running, true)]
    [InlineData(TaskPhase.Done, false)]
    [InlineData(TaskPhase.Failed, false)]
    [InlineData(TaskPhase.Canceled, false)]
    public async Task Only_tasks_that_have_not_ended_hold_their_target(TaskPhase phase, bool holds)
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, store) = await EndsAsync(silo);
        var task = Samples.Backup(target, store, phase);
        await silo.WriteAsync("task", task.Uuid.Value, task);

        Assert.Equal(holds, await StorageSilo.IsRefusedAsync(() => DeleteTargetAsync(silo, target)));
    }

    [Fact]
    public async Task A_target_has_one_running_backup_or_restore_and_no_second()
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, store) = await EndsAsync(silo);
        var first = Samples.Backup(target, store, TaskPhase.Running);
        await silo.WriteAsync("task", first.Uuid.Value, first);
        var second = Samples.Backup(target, store, TaskPhase.Pending) with { Op = TaskKind.Restore };
        await silo.WriteAsync("task", second.Uuid.Value, second);

        var running = second with { Status = TaskPhase.Running };
        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => silo.WriteAsync("task", second.Uuid.Value, running));
        Assert.Equal(Reason.Conflict, refusal.Reason);

        await silo.WriteAsync("task", first.Uuid.Value, first with { Status = TaskPhase.Done });
        await silo.WriteAsync("task", second.Uuid.Value, running);
        Assert.Equal(
            TaskPhase.Running,
            (await silo.Catalog.FindTaskAsync(second.Uuid, CancellationToken.None))!.Status);
    }

    private static async Task<(TargetState Target, StoreState Store)> EndsAsync(StorageSilo silo)
    {
        var (target, store) = (Samples.Target(), Samples.Store());
        await silo.WriteAsync("target", target.Uuid.Value, target);
        await silo.WriteAsync("store", store.Uuid.Value, store);
        return (target, store);
    }

    private static async Task<JobState> JobAsync(StorageSilo silo, TargetState target, StoreState store)
    {
        var (schedule, retention) = (Samples.Schedule(), Samples.Retention());
        await silo.WriteAsync("schedule", schedule.Uuid.Value, schedule);
        await silo.WriteAsync("retention", retention.Uuid.Value, retention);
        var job = Samples.Job(target, store, schedule, retention);
        await silo.WriteAsync("job", job.Uuid.Value, job);
        return job;
    }

    private static async Task DeleteTargetAsync(StorageSilo silo, TargetState target) =>
        await silo.ClearAsync(
            "target", target.Uuid.Value, await silo.ReadAsync<TargetState>("target", target.Uuid.Value));
}
