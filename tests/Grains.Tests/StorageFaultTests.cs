using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Targets;
using Shield.Grains.Tasks;
using Shield.Testing;

namespace Shield.Grains.Tests;

/// <summary>Memory never runs ahead of the catalog, whatever becomes of a write.</summary>
public sealed class StorageFaultTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Fault _fault = new();
    private ShieldCluster? _shield;

    public async ValueTask InitializeAsync() => _shield = await ShieldCluster.StartAsync(change: Decorate);

    public async ValueTask DisposeAsync() => await _shield!.DisposeAsync();

    [Fact]
    public async Task What_was_refused_is_not_there_and_can_be_asked_for_again()
    {
        var target = _shield!.Grains.GetGrain<ITargetGrain>(Guid.NewGuid());
        _fault.Next("target", FaultKind.Refused);

        await Assert.ThrowsAnyAsync<Exception>(() => target.CreateAsync(Definition("dummy"), None));

        await Refused.ByAsync(Reason.NotFound, () => target.SnapshotAsync(None));
        await target.CreateAsync(Definition("dummy"), None);
        Assert.Equal("dummy", (await target.SnapshotAsync(None)).Call.Plugin.Value);
    }

    [Fact]
    public async Task An_edit_that_was_refused_leaves_what_was_there()
    {
        var target = _shield!.Grains.GetGrain<ITargetGrain>(Guid.NewGuid());
        await target.CreateAsync(Definition("dummy"), None);
        _fault.Next("target", FaultKind.Refused);

        await Assert.ThrowsAnyAsync<Exception>(
            () => target.EditAsync(Definition("other"), EditCondition.None, None));

        Assert.Equal("dummy", (await target.SnapshotAsync(None)).Call.Plugin.Value);
        await target.EditAsync(Definition("third"), EditCondition.None, None);
        Assert.Equal("third", (await target.SnapshotAsync(None)).Call.Plugin.Value);
    }

    [Fact]
    public async Task An_edit_that_was_done_but_reported_as_failed_is_there()
    {
        var target = _shield!.Grains.GetGrain<ITargetGrain>(Guid.NewGuid());
        await target.CreateAsync(Definition("dummy"), None);
        _fault.Next("target", FaultKind.DoneButFailed);

        await Assert.ThrowsAnyAsync<Exception>(
            () => target.EditAsync(Definition("other"), EditCondition.None, None));

        Assert.Equal("other", (await target.SnapshotAsync(None)).Call.Plugin.Value);
        await target.EditAsync(Definition("third"), EditCondition.None, None);
        Assert.Equal("third", (await target.SnapshotAsync(None)).Call.Plugin.Value);
    }

    [Fact]
    public async Task A_delete_that_was_done_but_reported_as_failed_has_deleted()
    {
        var target = _shield!.Grains.GetGrain<ITargetGrain>(Guid.NewGuid());
        await target.CreateAsync(Definition("dummy"), None);
        _fault.Next("target", FaultKind.DoneButFailed);

        await Assert.ThrowsAnyAsync<Exception>(() => target.DeleteAsync(EditCondition.None, None));

        await Refused.ByAsync(Reason.NotFound, () => target.SnapshotAsync(None));
    }

    [Fact]
    public async Task A_run_that_was_saved_but_reported_as_failed_is_found_and_done()
    {
        var trial = new Trial(_shield!);
        await trial.CreateJobAsync("""{"bytes": 10}""");
        _fault.Next("task", FaultKind.DoneButFailed);
        await Assert.ThrowsAnyAsync<Exception>(trial.StartAsync);

        await _shield!.Grains.GetGrain<IJanitorGrain>(0).SweepAsync(None);

        var task = Assert.Single(await _shield.ListTasksAsync());
        Assert.Equal(TaskPhase.Done, (await _shield.EndOfAsync(task.Uuid)).Status);
        Assert.Single(await trial.ArchivesAsync());
    }

    [Theory]
    [InlineData(FaultKind.Refused)]
    [InlineData(FaultKind.DoneButFailed)]
    public async Task An_archive_whose_record_failed_once_is_there_once(FaultKind kind)
    {
        var trial = new Trial(_shield!);
        await trial.CreateJobAsync("""{"bytes": 10}""");
        _fault.Next("archive", kind);

        var task = await _shield!.RunJobAsync(trial.Job);

        Assert.Equal(TaskPhase.Done, task.Status);
        Assert.Single(await trial.ArchivesAsync());
        Assert.Single(trial.Blobs);
    }

    private TargetDefinition Definition(string plugin) => new(
        "target", "", PluginName.Parse(plugin)!.Value, EndpointConfig.Parse("{}")!, _shield!.Agent);

    private void Decorate(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IGrainStorage)
            && service.ServiceKey is "Default");
        services.Remove(real);
        services.AddKeyedSingleton<IGrainStorage>("Default", (provider, key) =>
            new FaultyStorage((IGrainStorage)real.KeyedImplementationFactory!(provider, key), _fault));
    }
}
