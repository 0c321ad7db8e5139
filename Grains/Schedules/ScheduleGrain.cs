using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Schedules;
using Shield.Grains.Jobs;
using Shield.Grains.Tasks;

namespace Shield.Grains.Schedules;

internal sealed class ScheduleGrain(
    [PersistentState("schedule")] IPersistentState<ScheduleState> row,
    ICatalog catalog,
    TimeProvider clock,
    ILogger<ScheduleGrain> logger)
    : StatefulGrain<ScheduleState>(row), IScheduleGrain
{
    private const string Noun = "schedule";

    public Task CreateAsync(ScheduleDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(Noun, ToState(definition), (a, b) => a with { Since = b.Since } == b);

    public async Task EditAsync(
        ScheduleDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        var next = ToState(definition);
        var isSame = next.Timespec == State.Timespec;
        await SaveAsync(isSame ? next with { Since = State.Since } : next);

        // Not awaited: there may be thousands of jobs, and the janitor wakes those that are not reached now.
        if (!isSame) WakeJobsAsync().Ignore();
    }

    public Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return RemoveAsync();
    }

    private async Task WakeJobsAsync()
    {
        var none = CancellationToken.None;
        var jobs = await catalog.ListBehindJobsAsync(new ScheduleId(Key), none);
        await new GrainRound(logger).AskAsync("job", jobs.Select(job => job.Value), id =>
            GrainFactory.GetGrain<IJobGrain>(id).WakeAsync(none));
    }

    private ScheduleState ToState(ScheduleDefinition definition) => new()
    {
        Uuid = new ScheduleId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        Timespec = definition.When,
        Since = clock.GetUtcNow(),
    };
}
