using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Retention;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Retention;

namespace Shield.Api.Endpoints.Retention;

/// <summary>PUT /v1/retention/:uuid: replaces it for archives that are yet to be made.</summary>
internal sealed class EditRetentionEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Put(Engineer, "/v1/retention/{uuid}")
        .Does("Edits a retention policy: replaces all that can be edited")
        .HeedsIfMatch()
        .Reads<EditRetentionRequest>()
        .Answers<RetentionEditedBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<RetentionId>();
        if (await catalog.FindRetentionAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("retention policy", id.Value);

        var condition = context.ReadIfMatch();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = RetentionReader.Read(body, Wish.Edit);
        body.ThrowIfFaulty();

        await grains.GetGrain<IRetentionGrain>(id.Value).EditAsync(definition, condition, cancellationToken);
        var kept = await catalog.CountArchivesAsync(id, cancellationToken);
        await context.AnswerAsync(
            new RetentionEditedBody("updated", kept), WireJson.Wire.RetentionEditedBody, cancellationToken);
    }
}
