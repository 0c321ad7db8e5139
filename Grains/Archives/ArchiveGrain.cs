using Microsoft.Extensions.Logging;
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
    [PersistentState("archive")] IPersistentState<ArchiveState> row,
    ISecretSeal seal,
    ICatalog catalog,
    IArchiveUpkeep upkeep,
    TimeProvider clock,
    ILogger<ArchiveGrain> logger)
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

    public async Task<AgentAddress> RestoreAsync(
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
            Store = ToStoreCall(await PresentStoreAsync(cancellationToken)),
            Target = snapshot.Call,
            Key = State.StoreKey,
            SizeBytes = State.SizeBytes,
            Sha256 = State.Sha256,
        };
        await RequestAsync(
            task, TaskKind.Restore, owner, into, plan, State.StoreUuid, cancellationToken);
        return plan.Agent;
    }

    public async Task<ArchiveSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        if (ArchiveRules.WhyNotRestorable(State) is { } refusal) throw refusal;
        return new ArchiveSnapshot(
            await AgentAsync(cancellationToken),
            ToStoreCall(await PresentStoreAsync(cancellationToken)),
            State.StoreKey,
            State.SizeBytes,
            State.Sha256);
    }

    public async Task DeleteAsync(
        string reason, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        var now = clock.GetUtcNow();
        var next = ArchiveRules.Expire(State, reason, now);
        if (next != State)
        {
            await SaveAsync(PurgeRules.Try(next, new TaskId(Guid.NewGuid()), now));
            logger.TimeEnded(State.Uuid, reason);
        }

        // From here on the blob is to go, whether or not whoever asked still waits.
        await RequestPurgeAsync(CancellationToken.None);
    }

    public async Task EndTimeAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var isLast = State.Status is ArchiveStatus.Valid
            && await upkeep.IsLastAsync(State.Uuid, State.TargetUuid, cancellationToken);
        var next = ExpiryRules.Apply(State, isLast, clock.GetUtcNow());
        if (next == State) return;
        await SaveAsync(next);
        if (next.WarnedAt is { } since)
        {
            logger.LastOneGoes(State.TargetUuid, ExpiryRules.Warning(State.Uuid, since));
            ShieldMeter.Warned();
        }
        else if (PurgeRules.IsWanted(next))
        {
            logger.TimeEnded(State.Uuid, State.PurgeReason);
        }
    }

    public async Task RepeatPurgeAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var now = clock.GetUtcNow();
        if (!PurgeRules.IsDue(State, now)) return;
        if (State.PurgeTask is { } last)
        {
            var phase = await catalog.FindPhaseAsync(last, cancellationToken);
            if (phase is TaskPhase.Pending or TaskPhase.Running) return;
            logger.PurgeRepeated(State.Uuid, State.PurgeTries + 1);
        }

        await SaveAsync(PurgeRules.Try(State, new TaskId(Guid.NewGuid()), now));
        await RequestPurgeAsync(cancellationToken);
    }

    public async Task ConfirmPurgedAsync(string key, CancellationToken cancellationToken)
    {
        // The remains of a lost attempt bear this archive's UUID too, but are not its blob.
        if (!Exists || key != State.StoreKey) return;
        var next = ArchiveRules.Purged(State, clock.GetUtcNow());
        if (next == State) return;
        await SaveAsync(next);
        logger.IsPurged(State.Uuid);
    }

    public Task ForgetAsync(DateTimeOffset purgedBefore, CancellationToken cancellationToken) =>
        Exists && ArchiveRules.IsPurgedBefore(State, purgedBefore) ? RemoveAsync() : Task.CompletedTask;

    public async Task InvalidateAsync(string reason, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var next = ArchiveRules.Invalidate(State, reason);
        if (next == State) return;
        await SaveAsync(next);
        logger.IsInvalid(State.Uuid, reason);
    }

    private async Task RequestPurgeAsync(CancellationToken cancellationToken)
    {
        if (!PurgeRules.IsWanted(State) || State.PurgeTask is not { } task) return;
        var store = await PresentStoreAsync(cancellationToken);
        var plan = new PipelinePlan.Purge
        {
            Archive = State.Uuid,
            Agent = await AgentAsync(cancellationToken),
            Store = ToStoreCall(store),
            Key = State.StoreKey,
        };
        await RequestAsync(
            task,
            TaskKind.Purge,
            TaskDefinition.OwnerSystem,
            null,
            plan,
            store is null ? null : State.StoreUuid,
            cancellationToken);
    }

    /// <summary>The store as it is today; null when it has been deleted.</summary>
    private async Task<PluginCall?> PresentStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GrainFactory.GetGrain<IStoreGrain>(State.StoreUuid.Value)
                .SnapshotAsync(cancellationToken);
        }
        catch (ShieldException gone) when (gone.Reason is Reason.NotFound)
        {
            return null;
        }
    }

    /// <summary>Where the archive was put, reached by the secrets that hold today.</summary>
    private PluginCall ToStoreCall(PluginCall? present)
    {
        if (present is null || present.Plugin != State.StorePlugin)
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
        StoreId? store,
        CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<ITaskGrain>(task.Value).RequestAsync(
            new TaskDefinition(owner, op, null, target, store, plan, PriorityOf(op)),
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
