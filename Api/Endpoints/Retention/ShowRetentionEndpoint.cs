using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Retention;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Retention;

/// <summary>GET /v1/retention/:uuid: one of them.</summary>
internal sealed class ShowRetentionEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/retention/{uuid}")
        .Does("Shows a retention policy")
        .Answers<RetentionBody>()
        .ShowsETag();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<RetentionId>();
        var row = await catalog.FindRetentionAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("retention policy", id.Value);

        context.ShowEdition(row.Edition);
        await context.AnswerAsync(RetentionBodyShape.Of(row), WireJson.Wire.RetentionBody, cancellationToken);
    }
}
