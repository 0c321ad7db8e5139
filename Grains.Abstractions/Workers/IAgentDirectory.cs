using Shield.Domain.Agents;

namespace Shield.Grains.Workers;

/// <summary>Which agents are there, as far as this silo knows. Looks into memory only.</summary>
public interface IAgentDirectory
{
    /// <summary>How many pipelines the agent runs at once; null while it is not there.</summary>
    int? FindWorkers(AgentAddress agent);

    /// <summary>The agents that are there, by address.</summary>
    IReadOnlyList<AgentAddress> ListAgents();
}
