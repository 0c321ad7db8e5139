using Shield.Api.Contracts;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>What the wire shows of a task that has just been asked for.</summary>
internal static class ScheduledBodyShape
{
    /// <summary>The body; it says so when the agent is not there. Looks into memory only.</summary>
    /// <param name="task">The task.</param>
    /// <param name="agent">Where it is to run.</param>
    /// <param name="agents">Who is there.</param>
    public static ScheduledBody Of(TaskId task, AgentAddress agent, IAgentDirectory agents) => new(
        "scheduled", task.Value, agents.Find(agent) is null ? $"agent {agent} to connect" : null);
}
