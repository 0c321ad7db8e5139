using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Stores;

/// <summary>Reads <c>?agent=</c>: from where a store is to be reached.</summary>
internal static class AgentChoice
{
    /// <summary>The agent that is named; the only one where none is.</summary>
    public static AgentAddress Read(HttpContext context, IAgentDirectory agents)
    {
        var query = new QueryFields(context.Request.Query);
        var connected = agents.ListAgents();
        var wish = query.Text("agent");
        AgentAddress? agent = wish is null && connected is [var only] ? only : AgentAddress.Parse(wish);
        if (agent is null)
        {
            query.Faults.Wrong(
                "agent", "must be the host:port of an agent", $"one of: {string.Join(", ", connected)}");
        }

        query.ThrowIfFaulty();
        return agent.GetValueOrDefault();
    }
}
