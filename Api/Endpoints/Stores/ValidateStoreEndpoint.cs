using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Plugins;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Grains;
using Shield.Grains.Stores;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Stores;

/// <summary>POST /v1/store/:uuid/validate: its plugin reaches the store from an agent, <c>?agent=</c> where
/// there are several, and says what is missing. A body is not looked at.</summary>
internal sealed class ValidateStoreEndpoint(IGrainFactory grains, ICatalog catalog, IAgentDirectory agents)
    : ShieldEndpoint
{
    private static readonly QueryField<string?> Agent = QueryField.Text(
        "agent", "from where, as host:port; may be left out where there is only one", "127.0.0.1:5444");

    public override void Configure() => Post(Operator, "/v1/store/{uuid}/validate")
        .Does("Validates a store: its plugin looks whether it can be reached")
        .Takes(Agent)
        .Answers<CheckBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<StoreId>();
        if (await catalog.FindStoreAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("store", id.Value);
        var agent = Choose(context);
        var report = await grains.GetGrain<IStoreGrain>(id.Value).ValidateAsync(agent, cancellationToken);
        await context.AnswerAsync(
            CheckBodyShape.Of(report, agent.Value), WireJson.Wire.CheckBody, cancellationToken);
    }

    private AgentAddress Choose(HttpContext context)
    {
        var query = QueryFields.Of(context);
        var connected = agents.ListAgents();
        var wish = query.Read(Agent);
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
