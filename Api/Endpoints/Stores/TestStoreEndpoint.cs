using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Plugins;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Stores;

/// <summary>POST /v1/store/:uuid/test: something is stored, read back and removed again, from an agent,
/// <c>?agent=</c> where there are several. A body is not looked at.</summary>
internal sealed class TestStoreEndpoint(IGrainFactory grains, ICatalog catalog, IAgentDirectory agents)
    : ShieldEndpoint
{
    private readonly StoreCheck _check = new(grains, catalog, agents);

    public override void Configure() => Post(Operator, "/v1/store/{uuid}/test")
        .Does("Tests a store: something is stored, read back and removed again")
        .Takes(StoreCheck.Agent)
        .Answers<CheckBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken) =>
        _check.AnswerAsync(
            context, (store, agent) => store.TestAsync(agent, cancellationToken), cancellationToken);
}
