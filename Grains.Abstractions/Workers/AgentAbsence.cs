using Shield.Domain;

namespace Shield.Grains.Workers;

/// <summary>What is said of an agent that is not there.</summary>
public static class AgentAbsence
{
    /// <summary>Refuses what only the agent could do.</summary>
    /// <param name="agent">Its host:port.</param>
    public static ShieldException Of(string agent) => new(
        Reason.Unavailable, $"agent {agent} is not connected", "start it, or edit the target's agent");
}
