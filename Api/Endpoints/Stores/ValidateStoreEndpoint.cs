using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Plugins;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Stores;

/// <summary>POST /v1/store/:uuid/validate: its plugin reaches the store from an agent, <c>?agent=</c> where
/// there are several, and says what is missing. A body is not looked at.</summary>
internal sealed class ValidateStoreEndpoint(IGrainFactory grains, ICatalog catalog, IAgentDirectory agents)
    : ShieldEndpoint
{
    private readonly StoreCheck _check = new(grains, catalog, agents);

    public override void Configure() => Post(Operator, "/v1/store/{uuid}/validate")
        .Does("Validates a store: its plugin looks whether it can be reached")
        .Takes(StoreCheck.Agent)
        .Answers<CheckBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken) =>
        _check.AnswerAsync(
            context, (store, agent) => store.ValidateAsync(agent, cancellationToken), cancellationToken);
}
