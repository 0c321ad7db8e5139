using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>Who cancels a task is rid of it: of its processes first, then of what they stored.</summary>
public sealed class CancelTests(Service service) : IClassFixture<Service>
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("dummy", """{"bytes": 1000, "hang": "start", "ready": "@/ready"}""", "{}")]
    [InlineData("dummy", """{"bytes": 1000, "hang": "end", "ready": "@/ready"}""", "{}")]
    [InlineData("dummy", """{"bytes": 1000}""", """{"store": {"hang": "start", "ready": "@/ready"}}""")]
    [InlineData(
        "dummy", """{"bytes": 9000000}""", """{"read_bytes": 9, "then": "hang", "ready": "@/ready"}""")]
    [InlineData("dummy", """{"bytes": 1000}""", """{"store": {"hang": "end", "ready": "@/ready"}}""")]
    [InlineData("old-target", """{"bytes": 1000, "hang": "start", "ready": "@/ready"}""", "{}")]
    [InlineData("dummy1", """{"bytes": 1000}""", """{"store": {"hang": "end", "ready": "@/ready"}}""")]
    [InlineData("dummy", """{"hang": "start", "ready": "@/ready", "ignore_term": true}""", "{}")]
    [InlineData("dummy", """{"hang": "start", "ready": "@/ready", "grandchild": "quiet"}""", "{}")]
    [InlineData("dummy", """{"hang": "start", "ready": "@/ready", "grandchild": "holding"}""", "{}")]
    public async Task A_canceled_backup_leaves_no_process_within_five_seconds_and_no_blob(
        string plugins, string target, string store)
    {
        var trial = service.Try();
        // A store of protocol 1 that is stopped prints no key, and what it leaves cannot be known.
        var (from, into) = plugins == "old-target" ? ("dummy1", "dummy") : (plugins, plugins);
        await trial.CreateJobAsync(target, store, from, into);
        var task = await trial.StartAsync();
        await trial.UntilThereAsync("ready");

        await trial.CancelAsync(task);

        await ProcessTable.UntilNoneOfAsync(task, CancelLimit);
        var row = await service.Shield.EndOfAsync(task);
        Assert.Equal(TaskPhase.Canceled, row.Status);
        Assert.Contains("cancel requested", row.Lines());
        Assert.Equal("canceled", row.Lines()[^1]);
        await trial.UntilNoBlobAsync();
        await trial.LeftNothingElseAsync(row);
    }

    [Theory]
    [InlineData("""{"restore": {"hang": "start", "ready": "@/ready"}}""", "{}")]
    [InlineData("{}", """{"retrieve": {"hang": "start", "ready": "@/ready"}}""")]
    public async Task A_canceled_restore_leaves_no_process_within_five_seconds(string target, string store)
    {
        var trial = service.Try();
        var fields = trial.Fields(target);
        fields["bytes"] = 1000;
        var task = await trial.RunAsync(fields.ToJsonString(), store);
        var archive = Assert.Single(await trial.ArchivesAsync());

        var restore = await trial.StartRestoreAsync(archive);
        await trial.UntilThereAsync("ready");
        await trial.CancelAsync(restore);

        await ProcessTable.UntilNoneOfAsync(restore, CancelLimit);
        Assert.Equal(TaskPhase.Canceled, (await service.Shield.EndOfAsync(restore)).Status);
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(archive.Uuid)).Status);
        Assert.Single(trial.Blobs);
        await trial.KeptItsSecretAsync(restore);
        await trial.KeptItsSecretAsync(task.Uuid);
    }

    [Fact]
    public async Task A_task_that_is_canceled_while_a_plugin_says_what_it_is_does_not_wait_for_it()
    {
        service.Install("info-waits", "#!/bin/sh\nsleep 1000000\n");
        var trial = service.Try();
        await trial.CreateJobAsync("{}", "{}", "info-waits");
        var task = await trial.StartAsync();
        await service.Shield.TaskWhenAsync(task, row => row.Status is TaskPhase.Running);

        await trial.CancelAsync(task);

        await ShieldCluster.UntilAsync(
            async () => (await service.Shield.Catalog.FindTaskAsync(task, CancellationToken.None))!.Status
                is TaskPhase.Canceled,
            () => "it is not canceled yet",
            CancelLimit);
        await ProcessTable.UntilNoneOfAsync(task, CancelLimit);
    }

    [Fact]
    public async Task A_task_that_is_canceled_while_it_waits_never_starts()
    {
        var trial = service.Try();
        await trial.CreateJobAsync(
            """{"bytes": 1000, "hang": "start", "ready": "@/ready", "journal": "@/journal"}""");
        var running = await trial.StartAsync();
        await trial.UntilThereAsync("ready");
        var waiting = await trial.StartAsync();

        await trial.CancelAsync(waiting);
        var row = await service.Shield.EndOfAsync(waiting);
        await trial.CancelAsync(running);
        await service.Shield.EndOfAsync(running);

        Assert.Equal(TaskPhase.Canceled, row.Status);
        Assert.Equal((0, (DateTimeOffset?)null), (row.Attempt, row.StartedAt));
        Assert.Equal(["backup "], await File.ReadAllLinesAsync(trial.File("journal")));
    }

    [Fact]
    public async Task To_cancel_twice_is_to_cancel_once()
    {
        var trial = service.Try();
        await trial.CreateJobAsync("""{"hang": "start", "ready": "@/ready", "ignore_term": true}""");
        var task = await trial.StartAsync();
        await trial.UntilThereAsync("ready");

        await trial.CancelAsync(task);
        await trial.CancelAsync(task);

        var row = await service.Shield.EndOfAsync(task);
        Assert.Equal(TaskPhase.Canceled, row.Status);
        Assert.Single(row.Lines(), "cancel requested");
    }

    [Theory]
    [InlineData("""{"bytes": 10}""", "is done already")]
    [InlineData("""{"exit": 3}""", "is failed already")]
    public async Task A_task_that_is_over_cannot_be_canceled(string target, string message)
    {
        var trial = service.Try();
        var task = await trial.RunAsync(target);

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => trial.CancelAsync(task.Uuid));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_nobody_knows_cannot_be_canceled()
    {
        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => service.Try().CancelAsync(new TaskId(Guid.NewGuid())));

        Assert.Equal(Reason.NotFound, refusal.Reason);
    }
}
