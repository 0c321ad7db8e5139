using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Grains.Tests.Tasks;

/// <summary>The service stops and starts again while something runs.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private ShieldCluster? _shield;

    public async ValueTask InitializeAsync() => _shield = await ShieldCluster.StartAsync();

    public async ValueTask DisposeAsync() => await _shield!.DisposeAsync();

    [Theory]
    [InlineData("dummy", "dummy")]
    [InlineData("dummy1", "dummy")]
    public async Task A_backup_is_tried_again_and_makes_one_archive(string target, string store)
    {
        var trial = new Trial(_shield!);
        await trial.CreateJobAsync("""{"from": "@/gate"}""", "{}", target, store);
        var task = await trial.StartBehindGateAsync();

        await _shield!.RestartAsync();
        await trial.OpenGateAsync();

        var row = await _shield.EndOfAsync(task);
        Assert.Equal((TaskPhase.Done, 2), (row.Status, row.Attempt));
        Assert.Contains("attempt 1 starts on 127.0.0.1:5444", row.Lines());
        Assert.Contains("attempt 1 is lost: agent 127.0.0.1:5444 has been restarted", row.Lines());
        Assert.Contains("attempt 2 starts on 127.0.0.1:5444", row.Lines());
        Assert.Single(await trial.ArchivesAsync());
        Assert.Single(trial.Blobs);
    }

    [Fact]
    public async Task A_restore_is_not_repeated_and_says_that_its_target_may_be_half_written()
    {
        var trial = new Trial(_shield!);
        var archive = await trial.BackUpAsync(
            """{"bytes": 1000, "restore": {"hang": "start", "ready": "@/ready", "journal": "@/journal"}}""");
        var task = await trial.StartRestoreAsync(archive);
        await trial.UntilThereAsync("ready");

        await _shield!.RestartAsync();

        var row = await _shield.EndOfAsync(task);
        Assert.Equal((TaskPhase.Failed, 1), (row.Status, row.Attempt));
        Assert.Equal(
            "agent 127.0.0.1:5444 has been restarted; the target may be half-written: restore it again",
            row.FailedBecause());
        Assert.Equal(["restore "], await File.ReadAllLinesAsync(trial.File("journal")));
    }

    [Fact]
    public async Task A_task_that_waited_goes_on_waiting_and_runs()
    {
        var trial = new Trial(_shield!);
        await trial.CreateJobAsync("""{"from": "@/gate"}""");
        var first = await trial.StartBehindGateAsync();
        var second = await trial.StartAsync();

        await _shield!.RestartAsync();
        await trial.OpenGateAsync();
        await ShieldCluster.UntilAsync(() => trial.Blobs.Count == 1, () => "neither has been stored");
        await trial.OpenGateAsync();

        Assert.Equal(TaskPhase.Done, (await _shield.EndOfAsync(first)).Status);
        Assert.Equal(TaskPhase.Done, (await _shield.EndOfAsync(second)).Status);
        Assert.Equal(2, trial.Blobs.Count);
    }

    [Fact]
    public async Task A_task_that_was_canceled_before_the_restart_is_not_run_again()
    {
        var trial = new Trial(_shield!);
        await trial.CreateJobAsync("""{"hang": "start", "ignore_term": true, "ready": "@/ready"}""");
        var task = await trial.StartAsync();
        await trial.UntilThereAsync("ready");
        await trial.CancelAsync(task);

        await _shield!.RestartAsync();

        var row = await _shield.EndOfAsync(task);
        Assert.Equal((TaskPhase.Canceled, 1), (row.Status, row.Attempt));
    }
}
