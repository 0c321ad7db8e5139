using Shield.Domain.Agents;

namespace Shield.Grains.Workers;

/// <summary>Lets silos that start under one label through one at a time.</summary>
public interface IAgentLatch
{
    /// <summary>Waits for one's turn, which lasts until it is disposed of, or until the process ends.
    /// </summary>
    Task<IAsyncDisposable> EnterAsync(AgentAddress agent, CancellationToken cancellationToken);
}
