using Orleans.Concurrency;
using Shield.Domain;
using Shield.Domain.Targets;
using Shield.Grains.Workers;

namespace Shield.Grains.Targets;

/// <summary>One target, keyed by its UUID. Refuses with
/// <see cref="ShieldException"/>.</summary>
[Alias("shield.ITargetGrain")]
public interface ITargetGrain : IGrainWithGuidKey
{
    /// <summary>Makes it. Saying the same twice is fine; saying something else is a conflict.</summary>
    [Alias("Create")]
    Task CreateAsync(TargetDefinition definition, CancellationToken cancellationToken);

    /// <summary>Replaces all that can be edited. The last of two racing edits wins, whole; of two with the
    /// same condition, one is stale.</summary>
    [Alias("Edit")]
    Task EditAsync(
        TargetDefinition definition, EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Removes it; a conflict while anything that lives needs it.</summary>
    [Alias("Delete")]
    Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken);

    /// <summary>What a task copies into its plan.</summary>
    [Alias("Snapshot")]
    Task<TargetSnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Lets the plugin check the endpoint, on its agent; nothing is changed.</summary>
    [Alias("Validate"), AlwaysInterleave, ResponseTimeout("00:01:10")]
    Task<CheckReport> ValidateAsync(CancellationToken cancellationToken);
}
