using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains.Archives;

namespace Shield.Api.Endpoints.Archives;

/// <summary>DELETE /v1/archive/:uuid: ends its time now; a task removes the blob, the row stays.</summary>
internal sealed class DeleteArchiveEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Delete(Engineer, "/v1/archive/{uuid}")
        .Does("Deletes an archive: a task removes the blob, the row stays")
        .HeedsIfMatch()
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<ArchiveId>();
        var condition = context.ReadIfMatch();
        await grains.GetGrain<IArchiveGrain>(id.Value)
            .DeleteAsync($"deleted by {context.KnownCaller().Name}", condition, cancellationToken);
        await context.AnswerAsync(new OkBody("deleted"), WireJson.Wire.OkBody, cancellationToken);
    }
}
