using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>An archive that is there if the catalog has it, and stands as the catalog says.</summary>
internal sealed class FakeArchiveGrain(FakeShield shield, Guid uuid) : IArchiveGrain
{
    public Task RecordAsync(ArchiveRecord record, CancellationToken cancellationToken) => throw NotOfTheApi();

    public Task AnnotateAsync(string notes, EditCondition condition, CancellationToken cancellationToken)
    {
        _ = Find();
        shield.Condition = condition;
        shield.Asked.Add($"note: {notes}");
        return Task.CompletedTask;
    }

    public Task<AgentAddress> RestoreAsync(
        TaskId task, TargetId? target, string owner, CancellationToken cancellationToken)
    {
        if (Find().Status is not ArchiveStatus.Valid)
            throw new ShieldException(Reason.Conflict, "the archive is not valid", "choose a valid one");
        shield.Asked.Add($"restore to {target?.ToString() ?? "its own"} for {owner}");
        shield.Made.Add(task.Value);
        return Task.FromResult(shield.Planned);
    }

    public Task<ArchiveSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var row = Find();
        if (row.Status is not ArchiveStatus.Valid)
            throw new ShieldException(Reason.Conflict, "the archive is not valid", "choose a valid one");
        var call = new PluginCall(PluginName.Parse("fs")!.Value, SealedEndpoint.None);
        return Task.FromResult(
            new ArchiveSnapshot(shield.Reader, call, row.StoreKey, row.SizeBytes, row.Sha256));
    }

    public Task DeleteAsync(string reason, EditCondition condition, CancellationToken cancellationToken)
    {
        _ = Find();
        shield.Condition = condition;
        shield.Asked.Add($"delete archive: {reason}");
        return Task.CompletedTask;
    }

    public Task ForgetAsync(DateTimeOffset purgedBefore, CancellationToken cancellationToken) =>
        throw NotOfTheApi();

    public Task EndTimeAsync(CancellationToken cancellationToken) => throw NotOfTheApi();

    public Task RepeatPurgeAsync(CancellationToken cancellationToken) => throw NotOfTheApi();

    public Task ConfirmPurgedAsync(string key, CancellationToken cancellationToken) => throw NotOfTheApi();

    public Task InvalidateAsync(string reason, CancellationToken cancellationToken)
    {
        shield.Asked.Add($"invalidate: {reason}");
        return Task.CompletedTask;
    }

    private static NotSupportedException NotOfTheApi() => new("the API does not ask for this");

    private Shield.Grains.ArchiveRow Find()
    {
        shield.Check();
        return shield.Archives.Find(row => row.Uuid.Value == uuid)
            ?? throw ShieldException.NotFound("archive", uuid);
    }
}
