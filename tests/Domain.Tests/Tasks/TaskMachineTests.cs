using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;

namespace Shield.Domain.Tests.Tasks;

public sealed class TaskMachineTests
{
    private static readonly AgentRun Run = new("S127.0.0.1:40000:1", "a home");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly PipelineOutcome.Stored Blob = new("key-1", 42, new string('a', 64));

    /// <summary>Every arrow of a task's life, and every pair that is no arrow.</summary>
    public static TheoryData<TaskPhase, string, TaskKind, TaskPhase> Arrows => new()
    {
        { TaskPhase.Pending, "started", TaskKind.Backup, TaskPhase.Running },
        { TaskPhase.Pending, "cancel", TaskKind.Backup, TaskPhase.Canceled },
        { TaskPhase.Pending, "cancel", TaskKind.Purge, TaskPhase.Pending },
        { TaskPhase.Pending, "late", TaskKind.Restore, TaskPhase.Failed },
        { TaskPhase.Pending, "archived", TaskKind.Backup, TaskPhase.Pending },
        { TaskPhase.Pending, "completed", TaskKind.Restore, TaskPhase.Pending },
        { TaskPhase.Pending, "failed", TaskKind.Backup, TaskPhase.Pending },
        { TaskPhase.Pending, "lost", TaskKind.Backup, TaskPhase.Pending },
        { TaskPhase.Pending, "canceled", TaskKind.Backup, TaskPhase.Pending },
        { TaskPhase.Running, "started", TaskKind.Backup, TaskPhase.Running },
        { TaskPhase.Running, "archived", TaskKind.Backup, TaskPhase.Running },
        { TaskPhase.Running, "completed", TaskKind.Backup, TaskPhase.Running },
        { TaskPhase.Running, "completed", TaskKind.Restore, TaskPhase.Done },
        { TaskPhase.Running, "completed", TaskKind.Purge, TaskPhase.Done },
        { TaskPhase.Running, "failed", TaskKind.Backup, TaskPhase.Failed },
        { TaskPhase.Running, "lost", TaskKind.Backup, TaskPhase.Pending },
        { TaskPhase.Running, "lost", TaskKind.Purge, TaskPhase.Pending },
        { TaskPhase.Running, "lost", TaskKind.Restore, TaskPhase.Failed },
        { TaskPhase.Running, "not begun", TaskKind.Restore, TaskPhase.Pending },
        { TaskPhase.Running, "not begun", TaskKind.Backup, TaskPhase.Pending },
        { TaskPhase.Running, "late", TaskKind.Backup, TaskPhase.Failed },
        { TaskPhase.Running, "cancel", TaskKind.Backup, TaskPhase.Running },
        { TaskPhase.Running, "canceled", TaskKind.Backup, TaskPhase.Running },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Each_arrow_leads_where_the_life_of_a_task_says(
        TaskPhase from, string happened, TaskKind op, TaskPhase to)
    {
        var next = TaskMachine.Apply(Task(from, op), Happened(happened));

        Assert.Equal(to, next.Status);
    }

    [Theory]
    [InlineData(TaskPhase.Done)]
    [InlineData(TaskPhase.Failed)]
    [InlineData(TaskPhase.Canceled)]
    public void Nothing_changes_a_task_that_is_over(TaskPhase over)
    {
        var task = Task(over, TaskKind.Backup) with { Stored = Blob, StoppedAt = Noon };

        string[] all =
            ["started", "stored", "archived", "completed", "failed", "lost", "late", "cancel", "canceled"];
        Assert.All(all, happened => Assert.Same(task, TaskMachine.Apply(task, Happened(happened))));
    }

    [Fact]
    public void A_backup_is_done_only_after_its_blob_is_stored_and_its_archive_recorded()
    {
        var stored = TaskMachine.Apply(Task(TaskPhase.Running, TaskKind.Backup), Happened("stored"));
        var done = TaskMachine.Apply(stored, Happened("archived"));

        Assert.Equal((TaskPhase.Running, (ArchiveId?)null), (stored.Status, stored.ArchiveUuid));
        Assert.Equal((TaskPhase.Done, stored.Plan!.Archive), (done.Status, done.ArchiveUuid!.Value));
        Assert.Equal(42, done.BytesDone);
    }

    [Fact]
    public void The_third_lost_attempt_of_a_backup_is_the_last()
    {
        var task = Task(TaskPhase.Pending, TaskKind.Backup);
        for (var attempt = 1; attempt <= TaskMachine.AttemptsMax; attempt++)
        {
            Assert.Equal(TaskPhase.Pending, task.Status);
            task = TaskMachine.Apply(TaskMachine.Apply(task, Happened("started")), Happened("lost"));
        }

        Assert.Equal(TaskPhase.Failed, task.Status);
        Assert.Equal("the agent died; 3 attempts were made", task.FailedBecause);
    }

    [Fact]
    public void A_lost_restore_says_that_the_target_may_be_half_written()
    {
        var task = TaskMachine.Apply(Task(TaskPhase.Running, TaskKind.Restore), Happened("lost"));

        Assert.Contains("half-written", task.FailedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_canceled_backup_never_ends_done()
    {
        var task = TaskMachine.Apply(Task(TaskPhase.Running, TaskKind.Backup), Happened("cancel"));
        task = TaskMachine.Apply(task, Happened("stored"));
        task = TaskMachine.Apply(task, Happened("archived"));

        Assert.Equal(TaskPhase.Running, task.Status);
        Assert.Equal(TaskPhase.Canceled, TaskMachine.Apply(task, Happened("canceled")).Status);
        Assert.Equal(TaskPhase.Canceled, TaskMachine.Apply(task, Happened("failed")).Status);
        Assert.Equal(TaskPhase.Canceled, TaskMachine.Apply(task, Happened("lost")).Status);
    }

    [Fact]
    public void Once_the_blob_is_stored_it_is_too_late_to_cancel()
    {
        var task = Task(TaskPhase.Running, TaskKind.Backup) with { Stored = Blob };

        Assert.Equal(Reason.Conflict, TaskMachine.WhyNotCancel(task)?.Reason);
        Assert.Same(task, TaskMachine.Apply(task, Happened("cancel")));
    }

    [Fact]
    public void A_new_attempt_counts_its_bytes_anew_and_keeps_the_first_start()
    {
        var pending = Task(TaskPhase.Pending, TaskKind.Backup);
        var first = TaskMachine.Apply(pending, new TaskEvent.Started(Noon, Run));
        var halfway = TaskMachine.Apply(first, new TaskEvent.Progressed(Noon, 1000));
        var lost = TaskMachine.Apply(halfway, Happened("lost"));
        var second = TaskMachine.Apply(lost, new TaskEvent.Started(Noon.AddMinutes(1), Run));

        Assert.Equal((2, 0L, Noon), (second.Attempt, second.BytesDone, second.StartedAt!.Value));
    }

    [Fact]
    public void A_deadline_counts_from_the_request_and_then_from_each_attempt()
    {
        var pending = Task(TaskPhase.Pending, TaskKind.Backup);
        var running = TaskMachine.Apply(pending, new TaskEvent.Started(Noon.AddHours(5), Run));

        Assert.Equal(Noon.AddHours(12), TaskMachine.DeadlineOf(pending));
        Assert.Equal(Noon.AddHours(17), TaskMachine.DeadlineOf(running));
        Assert.Equal(
            "it waited 12 hours and was not started",
            TaskMachine.Apply(pending, Happened("late")).FailedBecause);
    }

    private static TaskEvent Happened(string what) => what switch
    {
        "started" => new TaskEvent.Started(Noon, Run),
        "stored" => new TaskEvent.BlobStored(Noon, Blob),
        "archived" => new TaskEvent.Archived(Noon),
        "completed" => new TaskEvent.Completed(Noon, 7),
        "failed" => new TaskEvent.PipelineFailed(Noon, "the plugin exited 3"),
        "lost" => new TaskEvent.AttemptLost(Noon, "the agent died", Began: true),
        "not begun" => new TaskEvent.AttemptLost(Noon, "the agent died", Began: false),
        "late" => new TaskEvent.DeadlinePassed(Noon),
        "cancel" => new TaskEvent.CancelRequested(Noon),
        "canceled" => new TaskEvent.Canceled(Noon),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static TaskState Task(TaskPhase phase, TaskKind op) =>
        new TaskDefinition(
            "alice",
            op,
            new JobId(Guid.NewGuid()),
            new TargetId(Guid.NewGuid()),
            new StoreId(Guid.NewGuid()),
            new PipelinePlan.Backup
            {
                Archive = new ArchiveId(Guid.NewGuid()),
                Agent = AgentAddress.Parse("127.0.0.1:5444")!.Value,
                Target = Call("fs"),
                Store = Call("s3"),
                ExpirySeconds = 3600,
            },
            50).ToState(new TaskId(Guid.NewGuid()), Noon, TaskLimits.Default.Deadline) with
        {
            Status = phase,
            Attempt = phase is TaskPhase.Pending ? 0 : 1,
        };

    private static PluginCall Call(string plugin) =>
        new(PluginName.Parse(plugin)!.Value, SealedEndpoint.None);
}
