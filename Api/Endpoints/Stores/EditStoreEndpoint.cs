using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Stores;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Stores;

namespace Shield.Api.Endpoints.Stores;

/// <summary>PUT /v1/store/:uuid: replaces all that can be edited of it.</summary>
internal sealed class EditStoreEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Put(Engineer, "/v1/store/{uuid}")
        .Does("Edits a store: replaces all that can be edited")
        .HeedsIfMatch()
        .Reads<EditStoreRequest>()
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<StoreId>();
        if (await catalog.FindStoreAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("store", id.Value);

        var condition = context.ReadIfMatch();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = StoreReader.Read(body, Wish.Edit);
        body.ThrowIfFaulty();

        await grains.GetGrain<IStoreGrain>(id.Value).EditAsync(definition, condition, cancellationToken);
        await context.AnswerAsync(new OkBody("updated"), WireJson.Wire.OkBody, cancellationToken);
    }
}
