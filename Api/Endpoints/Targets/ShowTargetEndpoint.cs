using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Targets;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Targets;

/// <summary>GET /v1/target/:uuid: one of them.</summary>
internal sealed class ShowTargetEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/target/{uuid}")
        .Does("Shows a target")
        .Answers<TargetBody>()
        .ShowsETag();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<TargetId>();
        var row = await catalog.FindTargetAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("target", id.Value);

        context.ShowEdition(row.Edition);
        await context.AnswerAsync(TargetBodyShape.Of(row), WireJson.Wire.TargetBody, cancellationToken);
    }
}
