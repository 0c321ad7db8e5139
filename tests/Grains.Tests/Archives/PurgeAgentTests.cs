using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Plugins;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;
using Shield.Grains.Stores;
using Shield.Grains.Targets;

namespace Shield.Grains.Tests.Archives;

/// <summary>A blob is removed on the machine that the target is on today.</summary>
public sealed class PurgeAgentTests(Service service) : IClassFixture<Service>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AgentAddress Elsewhere = AgentAddress.Parse("elsewhere.example:5444")!.Value;

    [Fact]
    public async Task An_archive_of_an_agent_that_is_gone_is_purged_on_the_agent_that_its_target_names_today()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        var older = await RecordAsTakenOnAsync(Elsewhere, archive);
        Assert.Equal(Elsewhere.Value, older.Agent);

        await trial.DeleteAsync(older);

        var purge = await trial.PurgeOfAsync(older);
        Assert.Equal((TaskPhase.Done, service.Shield.Agent.Value), (purge.Status, purge.Agent));
        Assert.Equal(ArchiveStatus.Purged, (await trial.ArchiveAsync(older.Uuid)).Status);
        Assert.Empty(trial.Blobs);
    }

    [Fact]
    public async Task A_purge_waits_for_the_agent_that_its_target_has_moved_to()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        await MoveTargetAsync(archive, Elsewhere);

        await trial.DeleteAsync(archive);

        var purge = (await service.Shield.ListTasksAsync())
            .Single(task => task.Op is TaskKind.Purge && task.Archive == archive.Uuid);
        Assert.Equal((TaskPhase.Pending, Elsewhere.Value), (purge.Status, purge.Agent));
        Assert.Single(trial.Blobs);
    }

    /// <summary>A second archive of the same blob, as if another machine had taken it.</summary>
    private async Task<ArchiveRow> RecordAsTakenOnAsync(AgentAddress agent, ArchiveRow archive)
    {
        var target = await Target(archive).SnapshotAsync(None);
        var store = await service.Shield.Grains.GetGrain<IStoreGrain>(archive.Store.Uuid.Value)
            .SnapshotAsync(None);
        var plan = new PipelinePlan.Backup
        {
            Archive = new ArchiveId(Guid.NewGuid()),
            Agent = agent,
            Store = store,
            Target = target.Call,
            ExpirySeconds = 3600,
        };
        var record = new ArchiveRecord(
            archive.Task,
            archive.Job,
            archive.Target.Uuid,
            archive.Store.Uuid,
            plan,
            new PipelineOutcome.Stored(archive.StoreKey, archive.SizeBytes, archive.Sha256),
            archive.TakenAt);
        await service.Shield.Grains.GetGrain<IArchiveGrain>(plan.Archive.Value).RecordAsync(record, None);
        return (await service.Shield.Catalog.FindArchiveAsync(plan.Archive, None))!;
    }

    private Task MoveTargetAsync(ArchiveRow archive, AgentAddress agent) => Target(archive).EditAsync(
        new TargetDefinition(
            "moved", "", PluginName.Parse("dummy")!.Value, EndpointConfig.Parse("{}")!, agent),
        EditCondition.None,
        None);

    private ITargetGrain Target(ArchiveRow archive) =>
        service.Shield.Grains.GetGrain<ITargetGrain>(archive.Target.Uuid.Value);
}
