using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;
using Shield.Grains.Retention;
using Shield.Grains.Stores;
using Shield.Grains.Targets;
using Shield.Grains.Tasks;

namespace Shield.Grains.Jobs;

internal sealed class JobGrain([PersistentState("job")] IPersistentState<JobState> row)
    : StatefulGrain<JobState>(row), IJobGrain
{
    private const string Noun = "job";

    public Task CreateAsync(JobDefinition definition, bool paused, CancellationToken cancellationToken) =>
        CreateAsync(
            Noun, ToState(definition, JobDefinition.PriorityDefault, paused), (a, b) => a == b);

    public Task EditAsync(
        JobDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return SaveAsync(ToState(definition, State.Priority, State.Paused));
    }

    public Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return RemoveAsync();
    }

    public Task PauseAsync(CancellationToken cancellationToken) => SetPausedAsync(true);

    public Task UnpauseAsync(CancellationToken cancellationToken) => SetPausedAsync(false);

    public async Task RunAsync(TaskId task, string owner, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var plan = await PlanAsync(cancellationToken);
        await GrainFactory.GetGrain<ITaskGrain>(task.Value).RequestAsync(
            new TaskDefinition(
                owner,
                TaskKind.Backup,
                new JobId(Key),
                State.TargetUuid,
                State.StoreUuid,
                plan,
                State.Priority),
            cancellationToken);
    }

    /// <summary>Copies what the task will need, so that later edits touch nothing of it.</summary>
    private async Task<PipelinePlan.Backup> PlanAsync(CancellationToken cancellationToken)
    {
        var target = await GrainFactory.GetGrain<ITargetGrain>(State.TargetUuid.Value)
            .SnapshotAsync(cancellationToken);
        var store = await GrainFactory.GetGrain<IStoreGrain>(State.StoreUuid.Value)
            .SnapshotAsync(cancellationToken);
        var expirySeconds = await GrainFactory.GetGrain<IRetentionGrain>(State.RetentionUuid.Value)
            .ExpirySecondsAsync(cancellationToken);
        return new PipelinePlan.Backup
        {
            Archive = new ArchiveId(Guid.NewGuid()),
            Agent = target.Agent,
            Target = target.Call,
            Store = store,
            ExpirySeconds = expirySeconds,
        };
    }

    private Task SetPausedAsync(bool paused)
    {
        MustExist(Noun);
        return State.Paused == paused ? Task.CompletedTask : SaveAsync(State with { Paused = paused });
    }

    private JobState ToState(JobDefinition definition, int priority, bool paused) => new()
    {
        Uuid = new JobId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        TargetUuid = definition.Target,
        StoreUuid = definition.Store,
        ScheduleUuid = definition.Schedule,
        RetentionUuid = definition.Retention,
        Priority = definition.Priority ?? priority,
        Paused = paused,
    };
}
