using Shield.Domain.Retention;
using Shield.Domain.Schedules;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Retention;
using Shield.Grains.Schedules;
using Shield.Grains.Stores;
using Shield.Grains.Targets;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>Notes what it is told.</summary>
internal abstract class FakeNoun<TDefinition>(FakeShield shield)
    where TDefinition : class
{
    public Task CreateAsync(TDefinition definition, CancellationToken cancellationToken)
    {
        shield.Check();
        shield.Created.Add(definition);
        return Task.CompletedTask;
    }

    public Task EditAsync(TDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(definition, cancellationToken);

    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        shield.Check();
        shield.Asked.Add($"delete {typeof(TDefinition).Name}");
        return Task.CompletedTask;
    }
}

internal sealed class FakeTargetGrain(FakeShield shield) : FakeNoun<TargetDefinition>(shield), ITargetGrain
{
    public Task<TargetSnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API takes no snapshots");
}

internal sealed class FakeStoreGrain(FakeShield shield) : FakeNoun<StoreDefinition>(shield), IStoreGrain
{
    public Task<PluginCall> SnapshotAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API takes no snapshots");
}

internal sealed class FakeScheduleGrain(FakeShield shield)
    : FakeNoun<ScheduleDefinition>(shield), IScheduleGrain;

internal sealed class FakeRetentionGrain(FakeShield shield)
    : FakeNoun<RetentionDefinition>(shield), IRetentionGrain
{
    public Task<long> ExpirySecondsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API asks the catalog for that");
}
