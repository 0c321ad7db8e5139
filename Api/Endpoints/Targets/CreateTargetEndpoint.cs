using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Targets;
using Shield.Grains.Targets;

namespace Shield.Api.Endpoints.Targets;

/// <summary>POST /v1/targets: makes one.</summary>
internal sealed class CreateTargetEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Post("/v1/targets");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await context.ReadFieldsAsync(cancellationToken);
        var name = body.RequiredText("name", RequestLimits.NameCharsMax);
        var summary = body.OptionalText("summary", "", RequestLimits.SummaryCharsMax);
        var plugin = body.RequiredPlugin("plugin");
        var endpoint = body.RequiredEndpoint("endpoint");
        var agent = body.RequiredAgent("agent");
        body.ThrowIfFaulty();

        var uuid = Guid.NewGuid();
        await grains.GetGrain<ITargetGrain>(uuid).CreateAsync(
            new TargetDefinition(name, summary, plugin, endpoint!, agent), cancellationToken);
        await context.AnswerAsync(
            new CreatedBody("created", uuid), WireJson.Wire.CreatedBody, cancellationToken);
    }
}
