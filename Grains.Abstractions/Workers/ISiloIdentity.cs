using Shield.Domain.Agents;

namespace Shield.Grains.Workers;

/// <summary>Whether a silo is who it says it is. Looks into memory only.</summary>
public interface ISiloIdentity
{
    /// <summary>Whether a silo that claims to be this agent is to be believed: by its certificate, where
    /// silos have any, and always where cluster traffic cannot leave the machine.</summary>
    bool MayBear(SiloAddress silo, AgentAddress agent);
}
