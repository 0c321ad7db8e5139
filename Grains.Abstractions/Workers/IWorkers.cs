using Shield.Domain.Agents;

namespace Shield.Grains.Workers;

/// <summary>The workers of all agents. Nobody else knows how an agent is reached, nor that what it is told
/// in secret is sealed for it alone.</summary>
public interface IWorkers
{
    /// <summary>The worker of an agent, there or not: one that is not refuses with
    /// <see cref="Domain.Reason.Unavailable"/> what it is asked for.</summary>
    IWorker Of(AgentAddress agent);
}
