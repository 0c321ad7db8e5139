using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Plugins;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Grains;
using Shield.Grains.Stores;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Stores;

/// <summary>Lets an agent try a store, the one that <c>?agent=</c> names.</summary>
internal sealed class StoreCheck(IGrainFactory grains, ICatalog catalog, IAgentDirectory agents)
{
    /// <summary>From where.</summary>
    public static readonly QueryField<string?> Agent = QueryField.Text(
        "agent", "from where, as host:port; may be left out where there is only one", "127.0.0.1:5444");

    /// <summary>Answers what was found out.</summary>
    /// <param name="context">Of the store that the path names.</param>
    /// <param name="check">What is tried.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AnswerAsync(
        HttpContext context,
        Func<IStoreGrain, AgentAddress, Task<CheckReport>> check,
        CancellationToken cancellationToken)
    {
        var id = context.ReadId<StoreId>();
        if (await catalog.FindStoreAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("store", id.Value);
        var agent = Choose(context);
        var report = await check(grains.GetGrain<IStoreGrain>(id.Value), agent);
        await context.AnswerAsync(
            CheckBodyShape.Of(report, agent.Value), WireJson.Wire.CheckBody, cancellationToken);
    }

    /// <summary>The agent that is named; the only one where none is.</summary>
    private AgentAddress Choose(HttpContext context)
    {
        var query = QueryFields.Of(context);
        var connected = agents.ListAgents();
        var wish = query.Read(Agent);
        AgentAddress? agent = wish is null && connected is [var only] ? only : AgentAddress.Parse(wish);
        if (agent is null)
        {
            query.Faults.Wrong(
                Agent.Name, "must be the host:port of an agent", $"one of: {string.Join(", ", connected)}");
        }

        query.ThrowIfFaulty();
        return agent.GetValueOrDefault();
    }
}
