using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;
using Shield.Grains.Stores;
using Shield.Grains.Targets;
using Shield.Grains.Tasks;

namespace Shield.Grains.Archives;

internal sealed class ArchiveGrain(
    [PersistentState("archive")] IPersistentState<ArchiveState> row, ISecretSeal seal, ICatalog catalog)
    : StatefulGrain<ArchiveState>(row), IArchiveGrain
{
    private const string Noun = "archive";

    public Task RecordAsync(ArchiveRecord record, CancellationToken cancellationToken) =>
        Exists ? Task.CompletedTask : SaveAsync(ToState(record));

    public Task AnnotateAsync(string notes, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return SaveAsync(State with { Notes = notes });
    }

    public async Task RestoreAsync(
        TaskId task, TargetId? target, string owner, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        if (ArchiveRules.WhyNotRestorable(State) is { } refusal) throw refusal;

        var into = target ?? State.TargetUuid;
        var snapshot = await GrainFactory.GetGrain<ITargetGrain>(into.Value).SnapshotAsync(cancellationToken);
        var plan = new PipelinePlan.Restore
        {
            Archive = State.Uuid,
            Agent = snapshot.Agent,
            Store = await StoreCallAsync(cancellationToken),
            Target = snapshot.Call,
            Key = State.StoreKey,
            SizeBytes = State.SizeBytes,
            Sha256 = State.Sha256,
        };
        await RequestAsync(task, TaskKind.Restore, owner, into, plan, cancellationToken);
    }

    public async Task<ArchiveSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        if (ArchiveRules.WhyNotRestorable(State) is { } refusal) throw refusal;
        return new ArchiveSnapshot(
            await AgentAsync(cancellationToken),
            await StoreCallAsync(cancellationToken),
            State.StoreKey,
            State.SizeBytes,
            State.Sha256);
    }

    public async Task DeleteAsync(
        string reason, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        var next = ArchiveRules.Expire(State, reason, purge: new TaskId(Guid.NewGuid()));
        if (next != State) await SaveAsync(next);
        // From here on the blob is to go, whether or not whoever asked still waits.
        await RequestPurgeAsync(CancellationToken.None);
    }

    public async Task RepeatPurgeAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        if (State is not { Status: ArchiveStatus.Expired, PurgeTask: { } last }) return;
        var task = await catalog.FindTaskAsync(last, cancellationToken);
        if (task is { Status: TaskPhase.Pending or TaskPhase.Running }) return;
        if (task is not null) await SaveAsync(State with { PurgeTask = new TaskId(Guid.NewGuid()) });
        await RequestPurgeAsync(cancellationToken);
    }

    public Task ConfirmPurgedAsync(string key, CancellationToken cancellationToken)
    {
        // The remains of a lost attempt bear this archive's UUID too, but are not its blob.
        if (!Exists || key != State.StoreKey) return Task.CompletedTask;
        var next = ArchiveRules.Purged(State);
        return next == State ? Task.CompletedTask : SaveAsync(next);
    }

    public Task InvalidateAsync(string reason, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var next = ArchiveRules.Invalidate(State, reason);
        return next == State ? Task.CompletedTask : SaveAsync(next);
    }

    private async Task RequestPurgeAsync(CancellationToken cancellationToken)
    {
        if (State is not { Status: ArchiveStatus.Expired, PurgeTask: { } task }) return;
        var plan = new PipelinePlan.Purge
        {
            Archive = State.Uuid,
            Agent = await AgentAsync(cancellationToken),
            Store = await StoreCallAsync(cancellationToken),
            Key = State.StoreKey,
        };
        await RequestAsync(
            task, TaskKind.Purge, TaskDefinition.OwnerSystem, null, plan, cancellationToken);
    }

    /// <summary>Where the archive was put, reached by the secrets that hold today.</summary>
    private async Task<PluginCall> StoreCallAsync(CancellationToken cancellationToken)
    {
        var present = await GrainFactory.GetGrain<IStoreGrain>(State.StoreUuid.Value)
            .SnapshotAsync(cancellationToken);
        if (present.Plugin != State.StorePlugin)
        {
            return new PluginCall(State.StorePlugin, State.StoreEndpoint);
        }

        var endpoint = seal.Open(State.StoreEndpoint).WithSecretsOf(seal.Open(present.Endpoint));
        return new PluginCall(State.StorePlugin, seal.Seal(endpoint));
    }

    /// <summary>The target's present agent; the one that made the archive when the target is gone.</summary>
    private async Task<AgentAddress> AgentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await GrainFactory.GetGrain<ITargetGrain>(State.TargetUuid.Value)
                .SnapshotAsync(cancellationToken)).Agent;
        }
        catch (ShieldException gone) when (gone.Reason is Reason.NotFound)
        {
            return State.Agent;
        }
    }

    private Task RequestAsync(
        TaskId task,
        TaskKind op,
        string owner,
        TargetId? target,
        PipelinePlan plan,
        CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<ITaskGrain>(task.Value).RequestAsync(
            new TaskDefinition(owner, op, null, target, State.StoreUuid, plan, PriorityOf(op)),
            cancellationToken);

    /// <summary>Somebody waits for a restore; nobody waits for a purge.</summary>
    private static int PriorityOf(TaskKind op) => op is TaskKind.Restore ? 0 : JobDefinition.PriorityMax;

    private static ArchiveState ToState(ArchiveRecord record) => new()
    {
        Uuid = record.Plan.Archive,
        Status = ArchiveStatus.Valid,
        TargetUuid = record.Target,
        StoreUuid = record.Store,
        JobUuid = record.Job,
        TaskUuid = record.Task,
        StoreKey = record.Blob.Key,
        TakenAt = record.TakenAt,
        ExpiresAt = record.TakenAt + TimeSpan.FromSeconds(record.Plan.ExpirySeconds),
        Agent = record.Plan.Agent,
        TargetPlugin = record.Plan.Target.Plugin,
        TargetEndpoint = record.Plan.Target.Endpoint,
        StorePlugin = record.Plan.Store.Plugin,
        StoreEndpoint = record.Plan.Store.Endpoint,
        SizeBytes = record.Blob.SizeBytes,
        Sha256 = record.Blob.Sha256,
    };
}
