using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Targets;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Targets;

namespace Shield.Api.Endpoints.Targets;

/// <summary>PUT /v1/target/:uuid: replaces all that can be edited of it.</summary>
internal sealed class EditTargetEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Put(Engineer, "/v1/target/{uuid}")
        .Does("Edits a target: replaces all that can be edited")
        .HeedsIfMatch()
        .Reads<EditTargetRequest>()
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<TargetId>();
        if (await catalog.FindTargetAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("target", id.Value);

        var condition = context.ReadIfMatch();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = TargetReader.Read(body, Wish.Edit);
        body.ThrowIfFaulty();

        await grains.GetGrain<ITargetGrain>(id.Value).EditAsync(definition, condition, cancellationToken);
        await context.AnswerAsync(new OkBody("updated"), WireJson.Wire.OkBody, cancellationToken);
    }
}
