using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Targets;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains.Targets;

namespace Shield.Api.Endpoints.Targets;

/// <summary>POST /v1/targets: makes one.</summary>
internal sealed class CreateTargetEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Post(Engineer, "/v1/targets")
        .Does("Creates a target")
        .Reads<CreateTargetRequest>()
        .Answers<CreatedBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = TargetReader.Read(body, Wish.Create);
        body.ThrowIfFaulty();

        var uuid = context.NewUuid();
        await grains.GetGrain<ITargetGrain>(uuid).CreateAsync(definition, cancellationToken);
        await context.AnswerAsync(
            new CreatedBody("created", uuid), WireJson.Wire.CreatedBody, cancellationToken);
    }
}
