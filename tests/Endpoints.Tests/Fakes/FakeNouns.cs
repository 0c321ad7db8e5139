using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Retention;
using Shield.Domain.Schedules;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Retention;
using Shield.Grains.Schedules;
using Shield.Grains.Stores;
using Shield.Grains.Targets;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>Notes what it is told; it is there if the catalog has it.</summary>
internal abstract class FakeNoun<TDefinition>(FakeShield shield, Guid uuid)
    where TDefinition : class
{
    public Task CreateAsync(TDefinition definition, CancellationToken cancellationToken)
    {
        shield.Check();
        shield.Created.Add(definition);
        shield.Made.Add(uuid);
        return Task.CompletedTask;
    }

    public Task EditAsync(
        TDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        Find();
        shield.Condition = condition;
        if (shield.EditRefusal is { } refusal) throw refusal;
        shield.Edited.Add(definition);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        Find();
        shield.Condition = condition;
        if (shield.EditRefusal is { } refusal) throw refusal;
        if (shield.Users.Count > 0) throw new ShieldException(Reason.Conflict, "it is in use", "see who");
        shield.Asked.Add($"delete {typeof(TDefinition).Name}");
        return Task.CompletedTask;
    }

    protected void Find()
    {
        shield.Check();
        if (!shield.Has(uuid)) throw ShieldException.NotFound("thing", uuid);
    }
}

internal sealed class FakeTargetGrain(FakeShield shield, Guid uuid)
    : FakeNoun<TargetDefinition>(shield, uuid), ITargetGrain
{
    public Task<TargetSnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API takes no snapshots");

    public Task<CheckReport> ValidateAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new CheckReport(CheckVerdict.Invalid, "the password is wrong"));
}

internal sealed class FakeStoreGrain(FakeShield shield, Guid uuid)
    : FakeNoun<StoreDefinition>(shield, uuid), IStoreGrain
{
    public Task<PluginCall> SnapshotAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API takes no snapshots");

    public Task<CheckReport> ValidateAsync(AgentAddress agent, CancellationToken cancellationToken) =>
        Task.FromResult(new CheckReport(CheckVerdict.Valid, $"reached from {agent}"));

    public Task<CheckReport> TestAsync(AgentAddress agent, CancellationToken cancellationToken) =>
        Task.FromResult(new CheckReport(CheckVerdict.Invalid, $"{agent} does not give it back"));
}

internal sealed class FakeScheduleGrain(FakeShield shield, Guid uuid)
    : FakeNoun<ScheduleDefinition>(shield, uuid), IScheduleGrain;

internal sealed class FakeRetentionGrain(FakeShield shield, Guid uuid)
    : FakeNoun<RetentionDefinition>(shield, uuid), IRetentionGrain
{
    public Task<long> ExpirySecondsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API asks the catalog for that");
}
