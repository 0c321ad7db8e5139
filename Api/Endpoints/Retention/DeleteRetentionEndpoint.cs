using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Retention;

namespace Shield.Api.Endpoints.Retention;

/// <summary>DELETE /v1/retention/:uuid: removes it, unless something needs it.</summary>
internal sealed class DeleteRetentionEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Delete(Engineer, "/v1/retention/{uuid}")
        .Does("Deletes a retention policy, unless something needs it")
        .HeedsIfMatch()
        .Answers<OkBody>()
        .Conflicts("when something needs it: `used_by` names the first 20");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<RetentionId>();
        var condition = context.ReadIfMatch();
        var grain = grains.GetGrain<IRetentionGrain>(id.Value);
        await InUse.NameUsersAsync(
            () => grain.DeleteAsync(condition, cancellationToken),
            () => catalog.ListUsersAsync("retention", id.Value, cancellationToken));
        await context.AnswerAsync(new OkBody("deleted"), WireJson.Wire.OkBody, cancellationToken);
    }
}
