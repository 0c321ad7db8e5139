using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Plugins;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Targets;

namespace Shield.Api.Endpoints.Targets;

/// <summary>POST /v1/target/:uuid/validate: its plugin reaches the system from the target's agent, and says
/// what is missing. A body is not looked at.</summary>
internal sealed class ValidateTargetEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Post(Operator, "/v1/target/{uuid}/validate")
        .Does("Validates a target: its plugin looks whether it can be reached")
        .Answers<CheckBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<TargetId>();
        var target = await catalog.FindTargetAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("target", id.Value);
        var report = await grains.GetGrain<ITargetGrain>(id.Value).ValidateAsync(cancellationToken);
        await context.AnswerAsync(
            CheckBodyShape.Of(report, target.Agent), WireJson.Wire.CheckBody, cancellationToken);
    }
}
