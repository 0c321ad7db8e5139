using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Targets;
using Shield.Grains.Jobs;
using Shield.Grains.Targets;

namespace Shield.Grains.Tests.Targets;

public sealed class TargetTests(Service service) : IClassFixture<Service>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task To_create_the_same_twice_is_to_create_it_once()
    {
        var target = Grain(Guid.NewGuid());

        await target.CreateAsync(Definition("a"), None);
        await target.CreateAsync(Definition("a"), None);

        Assert.Equal("a", (await RowAsync(target))!.Name);
    }

    [Fact]
    public async Task Something_else_under_the_same_uuid_is_a_conflict_and_changes_nothing()
    {
        var target = Grain(Guid.NewGuid());
        await target.CreateAsync(Definition("a"), None);

        var refusal = await Refused.ByAsync(Reason.Conflict, () => target.CreateAsync(Definition("b"), None));

        Assert.Contains("is there already, and different", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("a", (await RowAsync(target))!.Name);
    }

    [Fact]
    public async Task An_edit_replaces_what_was_there()
    {
        var target = Grain(Guid.NewGuid());
        await target.CreateAsync(Definition("a"), None);

        await target.EditAsync(Definition("b"), EditCondition.None, None);

        Assert.Equal("b", (await RowAsync(target))!.Name);
    }

    [Fact]
    public async Task What_is_not_there_can_be_neither_edited_nor_deleted_nor_asked()
    {
        var target = Grain(Guid.NewGuid());

        await Refused.ByAsync(
            Reason.NotFound, () => target.EditAsync(Definition("a"), EditCondition.None, None));
        await Refused.ByAsync(Reason.NotFound, () => target.DeleteAsync(EditCondition.None, None));
        await Refused.ByAsync(Reason.NotFound, () => target.SnapshotAsync(None));
    }

    [Fact]
    public async Task What_was_deleted_is_gone_and_can_be_created_anew()
    {
        var target = Grain(Guid.NewGuid());
        await target.CreateAsync(Definition("a"), None);

        await target.DeleteAsync(EditCondition.None, None);
        Assert.Null(await RowAsync(target));
        await target.CreateAsync(Definition("b"), None);

        Assert.Equal("b", (await RowAsync(target))!.Name);
    }

    [Fact]
    public async Task A_target_is_kept_while_a_job_or_a_valid_archive_needs_it_and_goes_afterwards()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        var target = Grain(archive.Target.Uuid.Value);

        var refusal = await Refused.ByAsync(
            Reason.Conflict, () => target.DeleteAsync(EditCondition.None, None));
        Assert.Contains("this target is in use", refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Hint);
        await service.Shield.Grains.GetGrain<IJobGrain>(trial.Job.Value)
            .DeleteAsync(EditCondition.None, None);
        await Refused.ByAsync(Reason.Conflict, () => target.DeleteAsync(EditCondition.None, None));
        await trial.DeleteAsync(archive);
        await trial.PurgeOfAsync(archive);
        await target.DeleteAsync(EditCondition.None, None);

        Assert.Null(await RowAsync(target));
        Assert.Equal(archive.Uuid, Assert.Single(await trial.ArchivesAsync()).Uuid);
    }

    [Fact]
    public async Task A_target_that_could_not_be_deleted_works_as_before()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        var target = Grain(archive.Target.Uuid.Value);
        await Refused.ByAsync(Reason.Conflict, () => target.DeleteAsync(EditCondition.None, None));

        Assert.Equal("dummy", (await target.SnapshotAsync(None)).Call.Plugin.Value);
        Assert.Equal(Domain.Tasks.TaskPhase.Done, (await service.Shield.RunJobAsync(trial.Job)).Status);
    }

    private ITargetGrain Grain(Guid id) => service.Shield.Grains.GetGrain<ITargetGrain>(id);

    private Task<TargetRow?> RowAsync(ITargetGrain target) =>
        service.Shield.Catalog.FindTargetAsync(new TargetId(target.GetPrimaryKey()), None);

    private TargetDefinition Definition(string name) => new(
        name,
        "",
        PluginName.Parse("dummy")!.Value,
        EndpointConfig.Parse("""{"password": "the same"}""")!,
        service.Shield.Agent);
}
