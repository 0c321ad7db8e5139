using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains.Jobs;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>POST /v1/job/:uuid/unpause: its schedule runs it again. A body is not looked at.</summary>
internal sealed class UnpauseJobEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Post(Engineer, "/v1/job/{uuid}/unpause")
        .Does("Unpauses a job")
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<JobId>();
        await grains.GetGrain<IJobGrain>(id.Value).UnpauseAsync(cancellationToken);
        await context.AnswerAsync(new OkBody("unpaused"), WireJson.Wire.OkBody, cancellationToken);
    }
}
