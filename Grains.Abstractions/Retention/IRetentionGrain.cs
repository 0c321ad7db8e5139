using Shield.Domain;
using Shield.Domain.Retention;

namespace Shield.Grains.Retention;

/// <summary>One retention policy, keyed by its UUID. Refuses with
/// <see cref="ShieldException"/>.</summary>
[Alias("shield.IRetentionGrain")]
public interface IRetentionGrain : IGrainWithGuidKey
{
    /// <summary>Makes it. Saying the same twice is fine; saying something else is a conflict.</summary>
    [Alias("Create")]
    Task CreateAsync(RetentionDefinition definition, CancellationToken cancellationToken);

    /// <summary>Replaces all that can be edited. The last of two racing edits wins, whole; of two with the
    /// same condition, one is stale.</summary>
    [Alias("Edit")]
    Task EditAsync(
        RetentionDefinition definition, EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Removes it; a conflict while anything that lives needs it.</summary>
    [Alias("Delete")]
    Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken);

    /// <summary>How long an archive taken now is kept, in seconds.</summary>
    [Alias("ExpirySeconds")]
    Task<long> ExpirySecondsAsync(CancellationToken cancellationToken);
}
