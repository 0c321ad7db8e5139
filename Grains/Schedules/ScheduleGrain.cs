using Shield.Domain;
using Shield.Domain.Schedules;

namespace Shield.Grains.Schedules;

internal sealed class ScheduleGrain([PersistentState("schedule")] IPersistentState<ScheduleState> row)
    : StatefulGrain<ScheduleState>(row), IScheduleGrain
{
    private const string Noun = "schedule";

    public Task CreateAsync(ScheduleDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(Noun, ToState(definition), (a, b) => a == b);

    public Task EditAsync(ScheduleDefinition definition, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return SaveAsync(ToState(definition));
    }

    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
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
