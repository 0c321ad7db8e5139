using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Stores;

/// <summary>Reads <c>?agent=</c>: from where a store is to be reached.</summary>
internal static class AgentChoice
{
    public static readonly QueryField<string?> Field = QueryField.Text(
        "agent", "from where, as host:port; may be left out where there is only one", "127.0.0.1:5444");

    /// <summary>The agent that is named; the only one where none is.</summary>
    public static AgentAddress Read(HttpContext context, IAgentDirectory agents)
    {
        var query = QueryFields.Of(context);
        var connected = agents.ListAgents();
        var wish = query.Read(Field);
        AgentAddress? agent = wish is null && connected is [var only] ? only : AgentAddress.Parse(wish);
        if (agent is null)
        {
            query.Faults.Wrong(
                Field.Name, "must be the host:port of an agent", $"one of: {string.Join(", ", connected)}");
        }

        query.ThrowIfFaulty();
        return agent.GetValueOrDefault();
    }
}
