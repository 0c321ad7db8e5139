using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;
using Shield.Grains.Jobs;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>POST /v1/jobs: marries a target, a store, a schedule and a retention policy.</summary>
internal sealed class CreateJobEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Post(Engineer, "/v1/jobs")
        .Does("Creates a job from a target, a store, a schedule and a retention policy")
        .Reads<CreateJobRequest>()
        .Answers<CreatedBody>()
        .Conflicts("when what it names has just been deleted");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = await new JobReader(catalog).ReadAsync(body, Wish.Create, cancellationToken);
        var paused = body.RequiredFlag("paused");
        body.ThrowIfFaulty();

        var uuid = context.NewUuid();
        await grains.GetGrain<IJobGrain>(uuid).CreateAsync(definition, paused, cancellationToken);
        await context.AnswerAsync(
            new CreatedBody("created", uuid), WireJson.Wire.CreatedBody, cancellationToken);
    }
}
