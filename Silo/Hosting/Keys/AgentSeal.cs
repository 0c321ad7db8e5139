using Shield.Domain;
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
            ? AgentEnvelope.Seal(Open(endpoint), facts.Key)
            : throw AgentAbsence.Of(agent.Value);

    /// <summary>What cannot be opened now cannot be opened later: it is not to be tried again.</summary>
    private EndpointConfig Open(SealedEndpoint endpoint)
    {
        try
        {
            return keys.Open(endpoint);
        }
        catch (ShieldException fault)
        {
            throw new ShieldException(Reason.Conflict, fault.Message, fault.Hint);
        }
    }
}
