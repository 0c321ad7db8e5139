using Shield.Domain.Agents;

namespace Shield.Grains.Workers;

/// <summary>Which agents are there, as far as this silo knows. Looks into memory only.</summary>
public interface IAgentDirectory
{
    /// <summary>What an agent says of itself; null while it is not there.</summary>
    AgentFacts? Find(AgentAddress agent);

    /// <summary>The agents that are there, by address.</summary>
    IReadOnlyList<AgentAddress> ListAgents();

    /// <summary>Whether what every silo says of itself is known; of one that has just come it may not be.
    /// </summary>
    bool IsComplete { get; }

    /// <summary>Whether a run of an agent's process is over for the cluster: it has been declared dead, or is
    /// not known any more.</summary>
    bool IsOver(AgentRun run);
}

/// <summary>What an agent says of itself.</summary>
/// <param name="Workers">How many pipelines it runs at once.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="Key">What is told it in secret is sealed with this: the public half of a key that it keeps
/// in its SHIELD_HOME.</param>
/// <param name="Run">This run of its process.</param>
public sealed record AgentFacts(int Workers, string Version, string Key, AgentRun Run);
