using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>Tasks that take too long.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private ShieldCluster? _shield;

    public async ValueTask InitializeAsync() => _shield = await ShieldCluster.StartAsync(Deadline);

    public async ValueTask DisposeAsync() => await _shield!.DisposeAsync();

    [Theory]
    [InlineData("dummy", "dummy", """{"bytes": 1000, "hang": "end"}""", "{}")]
    [InlineData("dummy1", "dummy", """{"bytes": 1000, "hang": "start"}""", "{}")]
    [InlineData("dummy", "dummy", """{"bytes": 1000}""", """{"store": {"hang": "end"}}""")]
    [InlineData("dummy1", "dummy1", """{"bytes": 1000}""", """{"store": {"hang": "end"}}""")]
    public async Task A_backup_that_hangs_fails_at_its_deadline_and_says_so(
        string plugin, string storePlugin, string target, string store)
    {
        var trial = new Trial(_shield!);

        var task = await trial.RunAsync(target, store, plugin, storePlugin);

        await trial.FailedCleanlyAsync(task, "it took longer than 2 seconds");
    }

    [Fact]
    public async Task A_stopped_store_of_protocol_1_may_leave_a_blob_that_nobody_knows_and_the_log_says_so()
    {
        var trial = new Trial(_shield!);

        var task = await trial.RunAsync("""{"bytes": 1000, "hang": "end"}""", "{}", "dummy", "dummy1");

        Assert.Contains("it took longer than", task.FailedBecause(), StringComparison.Ordinal);
        Assert.Contains(
            "the store printed no key: if it stored something, nobody knows under which name", task.Lines());
        await trial.LeftNothingElseAsync(task);
    }

    [Fact]
    public async Task A_purge_that_hangs_fails_at_its_deadline()
    {
        var trial = new Trial(_shield!);
        var backup = await trial.RunAsync("""{"bytes": 1000}""", """{"purge": {"hang": "start"}}""");
        Assert.Equal(TaskPhase.Done, backup.Status);
        var archive = Assert.Single(await trial.ArchivesAsync());

        await trial.DeleteAsync(archive);

        var purge = await trial.PurgeOfAsync(archive);
        Assert.Contains("it took longer than 2 seconds", purge.FailedBecause(), StringComparison.Ordinal);
        await ProcessTable.UntilNoneOfAsync(purge.Uuid, ShieldCluster.Patience);
    }
}
