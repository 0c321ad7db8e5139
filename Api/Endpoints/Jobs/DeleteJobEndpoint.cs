using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains.Jobs;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>DELETE /v1/job/:uuid: removes it; its archives and tasks stay.</summary>
internal sealed class DeleteJobEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Delete(Engineer, "/v1/job/{uuid}")
        .Does("Deletes a job; its archives and tasks stay")
        .HeedsIfMatch()
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<JobId>();
        var condition = context.ReadIfMatch();
        await grains.GetGrain<IJobGrain>(id.Value).DeleteAsync(condition, cancellationToken);
        await context.AnswerAsync(new OkBody("deleted"), WireJson.Wire.OkBody, cancellationToken);
    }
}
