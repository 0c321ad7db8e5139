using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Requests;
using Shield.Api.Endpoints.Tasks;
using Shield.Domain;
using Shield.Grains.Jobs;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>POST /v1/job/:uuid/run: asks for a backup now, paused or not. The body may be absent.</summary>
internal sealed class RunJobEndpoint(IGrainFactory grains, IAgentDirectory agents) : ShieldEndpoint
{
    public override void Configure() => Post(Operator, "/v1/job/{uuid}/run")
        .Does("Runs a job now, paused or not")
        .MayRead<RunJobRequest>()
        .Answers<ScheduledBody>()
        .Conflicts("when what it names has just been deleted");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<JobId>();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var owner = body.Owner(context.KnownCaller());
        body.ThrowIfFaulty();

        var task = new TaskId(context.NewUuid());
        var agent = await grains.GetGrain<IJobGrain>(id.Value).RunAsync(task, owner, cancellationToken);
        await context.AnswerAsync(
            ScheduledBodyShape.Of(task, agent, agents), WireJson.Wire.ScheduledBody, cancellationToken);
    }
}
