using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains.Jobs;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>POST /v1/job/:uuid/pause: its schedule no longer runs it. A body is not looked at.</summary>
internal sealed class PauseJobEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Post(Engineer, "/v1/job/{uuid}/pause")
        .Does("Pauses a job: its schedule no longer runs it")
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<JobId>();
        await grains.GetGrain<IJobGrain>(id.Value).PauseAsync(cancellationToken);
        await context.AnswerAsync(new OkBody("paused"), WireJson.Wire.OkBody, cancellationToken);
    }
}
