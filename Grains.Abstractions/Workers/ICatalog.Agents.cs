using Shield.Domain;
using Shield.Domain.Tasks;

namespace Shield.Grains;

/// <summary>A task that runs.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Op">What it is for.</param>
/// <param name="Agent">Where it runs.</param>
/// <param name="Target">What it reads or writes, if it does.</param>
/// <param name="TargetName">How that is called today; empty when it is gone, or there is none.</param>
public sealed record RunningTask(
    TaskId Uuid, TaskKind Op, string Agent, TargetId? Target, string TargetName);

/// <summary>When an agent was there.</summary>
/// <param name="Agent">Its host:port, as its silo said.</param>
/// <param name="At">When it last said that it lives, by the clock of its own machine.</param>
public sealed record AgentSighting(string Agent, DateTimeOffset At);

public partial interface ICatalog
{
    /// <summary>The tasks that run, those that were asked for first at the beginning.</summary>
    Task<IReadOnlyList<RunningTask>> ListRunningAsync(CancellationToken cancellationToken);

    /// <summary>When each agent was there last, as far back as the cluster remembers its silos; none where
    /// the service is alone. Silos that are no agents are among them, under names of their own.</summary>
    /// <remarks>A silo says that it lives every 30 seconds, and once more when it stops. Silos that are dead
    /// are remembered for 7 days.</remarks>
    Task<IReadOnlyList<AgentSighting>> ListSightingsAsync(CancellationToken cancellationToken);
}
