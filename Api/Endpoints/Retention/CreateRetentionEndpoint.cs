using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Retention;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains.Retention;

namespace Shield.Api.Endpoints.Retention;

/// <summary>POST /v1/retention: makes one.</summary>
internal sealed class CreateRetentionEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Post(Engineer, "/v1/retention")
        .Does("Creates a retention policy")
        .Reads<CreateRetentionRequest>()
        .Answers<CreatedBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = RetentionReader.Read(body, Wish.Create);
        body.ThrowIfFaulty();

        var uuid = context.NewUuid();
        await grains.GetGrain<IRetentionGrain>(uuid).CreateAsync(definition, cancellationToken);
        await context.AnswerAsync(
            new CreatedBody("created", uuid), WireJson.Wire.CreatedBody, cancellationToken);
    }
}
