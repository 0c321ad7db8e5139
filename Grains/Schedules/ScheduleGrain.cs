using Shield.Domain;
using Shield.Domain.Schedules;

namespace Shield.Grains.Schedules;

internal sealed class ScheduleGrain([PersistentState("schedule")] IPersistentState<ScheduleState> row)
    : StatefulGrain<ScheduleState>(row), IScheduleGrain
{
    private const string Noun = "schedule";

    public Task CreateAsync(ScheduleDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(Noun, ToState(definition), (a, b) => a == b);

    public Task EditAsync(
        ScheduleDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return SaveAsync(ToState(definition));
    }

    public Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return RemoveAsync();
    }

    private ScheduleState ToState(ScheduleDefinition definition) => new()
    {
        Uuid = new ScheduleId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        Timespec = definition.When,
    };
}
