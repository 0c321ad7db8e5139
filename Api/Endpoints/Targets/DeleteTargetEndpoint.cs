using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Targets;

namespace Shield.Api.Endpoints.Targets;

/// <summary>DELETE /v1/target/:uuid: removes it, unless something needs it.</summary>
internal sealed class DeleteTargetEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Delete(Engineer, "/v1/target/{uuid}")
        .Does("Deletes a target, unless something needs it")
        .HeedsIfMatch()
        .Answers<OkBody>()
        .Conflicts("when something needs it: `used_by` names the first 20");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<TargetId>();
        var condition = context.ReadIfMatch();
        var grain = grains.GetGrain<ITargetGrain>(id.Value);
        await InUse.NameUsersAsync(
            () => grain.DeleteAsync(condition, cancellationToken),
            () => catalog.ListUsersAsync("target", id.Value, cancellationToken));
        await context.AnswerAsync(new OkBody("deleted"), WireJson.Wire.OkBody, cancellationToken);
    }
}
