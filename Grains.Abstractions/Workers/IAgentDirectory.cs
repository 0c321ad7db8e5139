using Shield.Domain.Agents;

namespace Shield.Grains.Workers;

/// <summary>Which agents are there, as far as this silo knows. Looks into memory only.</summary>
public interface IAgentDirectory
{
    /// <summary>What an agent says of itself; null while it is not there.</summary>
    AgentFacts? Find(AgentAddress agent);

    /// <summary>The agents that are there, by address.</summary>
    IReadOnlyList<AgentAddress> ListAgents();
}

/// <summary>What an agent says of itself.</summary>
/// <param name="Workers">How many pipelines it runs at once.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="Key">What is told it in secret is sealed with this: the public half of a key that it keeps
/// in its SHIELD_HOME. Another key is another home.</param>
/// <param name="Silo">Tells this run of its process from every other.</param>
public sealed record AgentFacts(int Workers, string Version, string Key, string Silo);
