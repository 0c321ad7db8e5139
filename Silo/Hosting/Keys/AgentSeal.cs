using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Silo.Hosting.Keys;

/// <summary>Opens with the key ring of the core what has been kept, and seals it with the key of an agent.
/// </summary>
internal sealed class AgentSeal(ISecretSeal keys, IAgentDirectory agents) : IAgentSeal
{
    public SealedEndpoint SealFor(AgentAddress agent, SealedEndpoint endpoint) =>
        agents.Find(agent) is { } facts
            ? AgentEnvelope.Seal(keys.Open(endpoint), facts.Key)
            : throw AgentAbsence.Of(agent.Value);
}
