using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;

namespace Shield.Grains;

/// <summary>Opens endpoints that were sealed for whoever has this.</summary>
public interface ISecretOpener
{
    /// <summary>The endpoint in clear.</summary>
    /// <exception cref="ShieldException">It was sealed with a key this one lacks, or is damaged.</exception>
    EndpointConfig Open(SealedEndpoint endpoint);
}

/// <summary>Turns endpoints into what may be kept, and back.</summary>
public interface ISecretSeal : ISecretOpener
{
    /// <summary>The masked form, and the whole of it encrypted.</summary>
    SealedEndpoint Seal(EndpointConfig endpoint);
}

/// <summary>Seals for an agent what has been kept.</summary>
public interface IAgentSeal
{
    /// <summary>The same endpoint, to be opened by this agent alone.</summary>
    /// <exception cref="ShieldException">The agent is not connected (Unavailable), or the endpoint cannot be
    /// opened (Conflict).</exception>
    SealedEndpoint SealFor(AgentAddress agent, SealedEndpoint endpoint);
}
