using Orleans.Concurrency;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Stores;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Stores;

/// <summary>One store, keyed by its UUID. Refuses with <see cref="ShieldException"/>.</summary>
[Alias("shield.IStoreGrain")]
public interface IStoreGrain : IGrainWithGuidKey
{
    /// <summary>Makes it. Saying the same twice is fine; saying something else is a conflict.</summary>
    [Alias("Create")]
    Task CreateAsync(StoreDefinition definition, CancellationToken cancellationToken);

    /// <summary>Replaces all that can be edited. The last of two racing edits wins, whole; of two with the
    /// same condition, one is stale.</summary>
    [Alias("Edit")]
    Task EditAsync(
        StoreDefinition definition, EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Removes it; a conflict while anything that lives needs it.</summary>
    [Alias("Delete")]
    Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken);

    /// <summary>What a task copies into its plan.</summary>
    [Alias("Snapshot")]
    Task<PluginCall> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Lets the plugin check the endpoint, on an agent; nothing is changed.</summary>
    [Alias("Validate"), AlwaysInterleave, ResponseTimeout("00:01:10")]
    Task<CheckReport> ValidateAsync(AgentAddress agent, CancellationToken cancellationToken);

    /// <summary>Stores something, reads it back and removes it again, on an agent.</summary>
    [Alias("Test"), AlwaysInterleave, ResponseTimeout("00:03:10")]
    Task<CheckReport> TestAsync(AgentAddress agent, CancellationToken cancellationToken);
}
