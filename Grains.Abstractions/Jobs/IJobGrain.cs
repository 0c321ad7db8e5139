using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Jobs;

namespace Shield.Grains.Jobs;

/// <summary>One job, keyed by its UUID. Refuses with <see cref="ShieldException"/>.</summary>
[Alias("shield.IJobGrain")]
public interface IJobGrain : IGrainWithGuidKey
{
    /// <summary>Makes it. Saying the same twice is fine; saying something else is a conflict.</summary>
    [Alias("Create")]
    Task CreateAsync(JobDefinition definition, bool paused, CancellationToken cancellationToken);

    /// <summary>Replaces all that can be edited; whether it is paused stays as it is.</summary>
    [Alias("Edit")]
    Task EditAsync(
        JobDefinition definition, EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Removes it; its archives and tasks stay.</summary>
    [Alias("Delete")]
    Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken);

    /// <summary>Its schedule no longer runs it. Saying it twice is fine.</summary>
    [Alias("Pause")]
    Task PauseAsync(CancellationToken cancellationToken);

    /// <summary>Its schedule runs it again. Saying it twice is fine.</summary>
    [Alias("Unpause")]
    Task UnpauseAsync(CancellationToken cancellationToken);

    /// <summary>Asks for a backup now, paused or not.</summary>
    /// <param name="task">The task to make; saying it twice makes one.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Where it is to run, when the task is saved: from here on it ends done, failed or canceled.
    /// </returns>
    [Alias("Run")]
    Task<AgentAddress> RunAsync(TaskId task, string owner, CancellationToken cancellationToken);

    /// <summary>Looks what is due, and follows its schedule if that was edited. For the janitor, for its
    /// schedule and for its own reminder; repeating it is fine.</summary>
    [Alias("Wake")]
    Task WakeAsync(CancellationToken cancellationToken);
}
