using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Stores;

namespace Shield.Api.Endpoints.Stores;

/// <summary>DELETE /v1/store/:uuid: removes it, unless something needs it.</summary>
internal sealed class DeleteStoreEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Delete(Engineer, "/v1/store/{uuid}")
        .Does("Deletes a store, unless something needs it")
        .HeedsIfMatch()
        .Answers<OkBody>()
        .Conflicts("when something needs it: `used_by` names the first 20");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<StoreId>();
        var condition = context.ReadIfMatch();
        var grain = grains.GetGrain<IStoreGrain>(id.Value);
        await InUse.NameUsersAsync(
            () => grain.DeleteAsync(condition, cancellationToken),
            () => catalog.ListUsersAsync("store", id.Value, cancellationToken));
        await context.AnswerAsync(new OkBody("deleted"), WireJson.Wire.OkBody, cancellationToken);
    }
}
