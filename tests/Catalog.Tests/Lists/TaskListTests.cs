using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class TaskListTests
{
    [Fact]
    public async Task A_task_comes_with_all_it_says()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var task = Samples.Backup(parts, TaskPhase.Done) with
        {
            StartedAt = Samples.Noon, StoppedAt = Samples.Noon.AddMinutes(1),
        };
        await catalog.PutAsync("task", task.Uuid.Value, task);

        var row = await catalog.Lists.FindTaskAsync(task.Uuid, CancellationToken.None);

        Assert.NotNull(row);
        Assert.Equal(("ann", TaskKind.Backup, TaskPhase.Done), (row.Owner, row.Op, row.Status));
        Assert.Equal((task.JobUuid, null), (row.Job, row.Archive));
        Assert.Equal((task.TargetUuid, task.StoreUuid), (row.Target, row.Store));
        Assert.Equal(("10.0.0.5:5444", 50, 2, 12L), (row.Agent, row.Priority, row.Attempt, row.BytesDone));
        Assert.Equal(task.RequestedAt.ToUnixTimeMilliseconds(), row.RequestedAt.ToUnixTimeMilliseconds());
        Assert.Equal((task.StartedAt, task.StoppedAt), (row.StartedAt, row.StoppedAt));
        Assert.Equal("", row.Log);
    }

    [Fact]
    public async Task A_long_list_comes_whole_in_order_and_of_one_moment()
    {
        const int Count = 250;
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        for (var i = 0; i < Count; i++)
        {
            // Many of one moment, so that pages end in the middle of it.
            var at = Samples.Noon.AddHours(i / 90);
            var task = Samples.Backup(parts, TaskPhase.Pending) with { RequestedAt = at };
            await catalog.PutAsync("task", task.Uuid.Value, task);
        }

        await using var list = catalog.Lists
            .ListTasksAsync(new(null, null), Page.Whole, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await list.MoveNextAsync());
        await catalog.ExecuteAsync("DELETE FROM OrleansStorage WHERE GrainTypeString = 'task'");
        List<TaskRow> rows = [list.Current];
        while (await list.MoveNextAsync()) rows.Add(list.Current);

        Assert.Equal(Count, rows.Select(row => row.Uuid).Distinct().Count());
        Assert.Equal(
            rows.OrderByDescending(row => row.RequestedAt).ThenByDescending(row => $"{row.Uuid}")
                .Select(row => row.Uuid),
            rows.Select(row => row.Uuid));
    }

    [Fact]
    public async Task Tasks_come_newest_first_and_every_filter_is_exact()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var phases = Enum.GetValues<TaskPhase>();
        foreach (var phase in phases)
        {
            var task = Samples.Backup(await catalog.PutPartsAsync(), phase) with
            {
                RequestedAt = Samples.Noon.AddMinutes((int)phase),
            };
            await catalog.PutAsync("task", task.Uuid.Value, task);
        }

        Assert.Equal(phases.Reverse(), await PhasesAsync(catalog, new(null, null)));
        Assert.Equal([TaskPhase.Running, TaskPhase.Pending], await PhasesAsync(catalog, new(null, true)));
        Assert.Equal(
            [TaskPhase.Canceled, TaskPhase.Failed, TaskPhase.Done],
            await PhasesAsync(catalog, new(null, false)));
        foreach (var phase in phases)
        {
            Assert.Equal([phase], await PhasesAsync(catalog, new(phase, null)));
        }

        Assert.Empty(await PhasesAsync(catalog, new(TaskPhase.Done, true)));
    }

    [Fact]
    public async Task An_agents_unfinished_tasks_come_oldest_first_as_tickets()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var later = Samples.Noon.AddMinutes(1);
        var young = Samples.Backup(parts, TaskPhase.Pending) with { RequestedAt = later };
        var old = Samples.Backup(parts, TaskPhase.Running) with { RequestedAt = Samples.Noon };
        var over = Samples.Backup(parts, TaskPhase.Done);
        foreach (var task in (TaskState[])[young, old, over])
        {
            await catalog.PutAsync("task", task.Uuid.Value, task);
        }

        var mine = await catalog.Lists.ListUnfinishedAsync(Samples.Agent, CancellationToken.None);
        var theirs = await catalog.Lists.ListUnfinishedAsync(
            AgentAddress.Parse("10.0.0.6:5444")!.Value, CancellationToken.None);

        Assert.Equal(
            [
                new UnfinishedTask(new QueueTicket(old.Uuid, parts.Target.Uuid, 50, Samples.Noon), true),
                new UnfinishedTask(new QueueTicket(young.Uuid, parts.Target.Uuid, 50, later), false),
            ],
            mine);
        Assert.Empty(theirs);
        Assert.Equal(
            [old.Uuid, young.Uuid], await catalog.Lists.ListUnfinishedAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Those_who_need_a_thing_are_named_jobs_first_and_not_more_than_twenty()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        var archive = Samples.Archive(parts) with { JobUuid = job.Uuid };
        var gone = Samples.Archive(parts) with { Status = ArchiveStatus.Purged };
        var task = Samples.Backup(parts, TaskPhase.Pending);
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        await catalog.PutAsync("archive", gone.Uuid.Value, gone);
        await catalog.PutAsync("task", task.Uuid.Value, task);
        UserRow[] all =
        [
            new("job", job.Uuid.Value, job.Name), new("archive", archive.Uuid.Value, job.Name),
            new("task", task.Uuid.Value, ""),
        ];

        Assert.Equal(all, await UsersAsync("target", parts.Target.Uuid.Value));
        Assert.Equal(all, await UsersAsync("store", parts.Store.Uuid.Value));
        Assert.Equal(all[..1], await UsersAsync("schedule", parts.Schedule.Uuid.Value));
        Assert.Equal(all[..1], await UsersAsync("retention", parts.Retention.Uuid.Value));
        for (var i = 0; i < 25; i++)
        {
            var more = Samples.Archive(parts);
            await catalog.PutAsync("archive", more.Uuid.Value, more);
        }

        var users = await UsersAsync("target", parts.Target.Uuid.Value);
        Assert.Equal(ICatalog.UsersMax, users.Count);
        Assert.Equal(all[0], users[0]);

        Task<IReadOnlyList<UserRow>> UsersAsync(string noun, Guid id) =>
            catalog.Lists.ListUsersAsync(noun, id, CancellationToken.None);
    }

    private static async Task<List<TaskPhase>> PhasesAsync(TestCatalog catalog, TaskFilter filter) =>
        await catalog.Lists.ListTasksAsync(filter, Page.Whole, CancellationToken.None)
            .Select(row => row.Status).ToListAsync();
}
