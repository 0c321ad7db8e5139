using Shield.Domain.Archives;
using Shield.Domain.Tasks;

namespace Shield.Grains.Tests.Archives;

/// <summary>An archive that is to go takes its blob with it.</summary>
public sealed class PurgeTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("dummy")]
    [InlineData("dummy1")]
    public async Task An_archive_that_is_deleted_takes_its_blob_with_it_and_keeps_the_reason(string plugin)
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""", plugin, plugin);

        await trial.DeleteAsync(archive);

        var purge = await trial.PurgeOfAsync(archive);
        var row = await trial.ArchiveAsync(archive.Uuid);
        Assert.Equal((TaskPhase.Done, "system"), (purge.Status, purge.Owner));
        Assert.Equal((ArchiveStatus.Purged, "tests want it gone"), (row.Status, row.PurgeReason));
        Assert.Empty(trial.Blobs);
    }

    [Fact]
    public async Task To_delete_twice_is_to_delete_once()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");

        await Task.WhenAll(trial.DeleteAsync(archive), trial.DeleteAsync(archive));
        await trial.PurgeOfAsync(archive);
        await trial.DeleteAsync(archive);

        var tasks = await service.Shield.ListTasksAsync();
        Assert.Single(tasks, task => task.Op is TaskKind.Purge && task.Archive == archive.Uuid);
    }

    [Fact]
    public async Task A_blob_that_is_gone_already_is_purged()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        File.Delete(Assert.Single(trial.Blobs));

        await trial.DeleteAsync(archive);

        Assert.Equal(TaskPhase.Done, (await trial.PurgeOfAsync(archive)).Status);
    }

    [Fact]
    public async Task A_purge_cannot_be_canceled()
    {
        var trial = service.Try();
        await trial.RunAsync("""{"bytes": 10}""", """{"purge": {"hang": "start", "ready": "@/ready"}}""");
        var archive = Assert.Single(await trial.ArchivesAsync());
        await trial.DeleteAsync(archive);
        await trial.UntilThereAsync("ready");
        var purge = (await service.Shield.ListTasksAsync()).First(task => task.Archive == archive.Uuid);

        var refusal = await Refused.ByAsync(Domain.Reason.Conflict, () => trial.CancelAsync(purge.Uuid));

        Assert.Contains("cannot be canceled", refusal.Message, StringComparison.Ordinal);
    }
}
