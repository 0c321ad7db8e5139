using Shield.Domain;
using Shield.Domain.Schedules;

namespace Shield.Grains.Schedules;

/// <summary>One schedule, keyed by its UUID. Refuses with
/// <see cref="ShieldException"/>.</summary>
[Alias("shield.IScheduleGrain")]
public interface IScheduleGrain : IGrainWithGuidKey
{
    /// <summary>Makes it. Saying the same twice is fine; saying something else is a conflict.</summary>
    [Alias("Create")]
    Task CreateAsync(ScheduleDefinition definition, CancellationToken cancellationToken);

    /// <summary>Replaces all that can be edited. The last of two racing edits wins, whole; of two with the
    /// same condition, one is stale.</summary>
    [Alias("Edit")]
    Task EditAsync(
        ScheduleDefinition definition, EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Removes it; a conflict while anything that lives needs it.</summary>
    [Alias("Delete")]
    Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken);
}
