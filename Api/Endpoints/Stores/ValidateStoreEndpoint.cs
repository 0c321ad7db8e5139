using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Plugins;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Stores;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Stores;

/// <summary>POST /v1/store/:uuid/validate: its plugin reaches the store from an agent, <c>?agent=</c> where
/// there are several, and says what is missing. A body is not looked at.</summary>
internal sealed class ValidateStoreEndpoint(IGrainFactory grains, ICatalog catalog, IAgentDirectory agents)
    : ShieldEndpoint
{
    public override void Configure() => Post(Operator, "/v1/store/{uuid}/validate")
        .Does("Validates a store: its plugin looks whether it can be reached")
        .Takes(AgentChoice.Field)
        .Answers<CheckBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<StoreId>();
        if (await catalog.FindStoreAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("store", id.Value);
        var agent = AgentChoice.Read(context, agents);
        var report = await grains.GetGrain<IStoreGrain>(id.Value).ValidateAsync(agent, cancellationToken);
        await context.AnswerAsync(
            CheckBodyShape.Of(report, agent.Value), WireJson.Wire.CheckBody, cancellationToken);
    }
}
