using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Archives;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Archives;

/// <summary>GET /v1/archive/:uuid: one of them.</summary>
internal sealed class ShowArchiveEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/archive/{uuid}")
        .Does("Shows an archive")
        .Answers<ArchiveBody>()
        .ShowsETag();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<ArchiveId>();
        var row = await catalog.FindArchiveAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("archive", id.Value);

        context.ShowEdition(row.Edition);
        await context.AnswerAsync(ArchiveBodyShape.Of(row), WireJson.Wire.ArchiveBody, cancellationToken);
    }
}
