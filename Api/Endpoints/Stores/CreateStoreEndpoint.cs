using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Stores;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains.Stores;

namespace Shield.Api.Endpoints.Stores;

/// <summary>POST /v1/stores: makes one.</summary>
internal sealed class CreateStoreEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Post(Engineer, "/v1/stores")
        .Does("Creates a store")
        .Reads<CreateStoreRequest>()
        .Answers<CreatedBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = StoreReader.Read(body, Wish.Create);
        body.ThrowIfFaulty();

        var uuid = context.NewUuid();
        await grains.GetGrain<IStoreGrain>(uuid).CreateAsync(definition, cancellationToken);
        await context.AnswerAsync(
            new CreatedBody("created", uuid), WireJson.Wire.CreatedBody, cancellationToken);
    }
}
