using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Stores;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Stores;

/// <summary>GET /v1/store/:uuid: one of them.</summary>
internal sealed class ShowStoreEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/store/{uuid}")
        .Does("Shows a store")
        .Answers<StoreBody>()
        .ShowsETag();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<StoreId>();
        var row = await catalog.FindStoreAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("store", id.Value);

        context.ShowEdition(row.Edition);
        await context.AnswerAsync(StoreBodyShape.Of(row), WireJson.Wire.StoreBody, cancellationToken);
    }
}
