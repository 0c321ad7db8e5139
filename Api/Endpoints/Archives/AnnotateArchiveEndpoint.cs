using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Archives;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Archives;

namespace Shield.Api.Endpoints.Archives;

/// <summary>PUT /v1/archive/:uuid: replaces the notes beside it; nothing else of it can be edited.</summary>
internal sealed class AnnotateArchiveEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Put(Engineer, "/v1/archive/{uuid}")
        .Does("Annotates an archive: replaces its notes")
        .HeedsIfMatch()
        .Reads<AnnotateArchiveRequest>()
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<ArchiveId>();
        if (await catalog.FindArchiveAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("archive", id.Value);

        var condition = context.ReadIfMatch();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var notes = body.PresentText("notes", RequestLimits.SummaryCharsMax);
        body.ThrowIfFaulty();

        await grains.GetGrain<IArchiveGrain>(id.Value).AnnotateAsync(notes, condition, cancellationToken);
        await context.AnswerAsync(new OkBody("updated"), WireJson.Wire.OkBody, cancellationToken);
    }
}
