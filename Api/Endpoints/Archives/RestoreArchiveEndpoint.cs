using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Archives;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Requests;
using Shield.Api.Endpoints.Tasks;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Archives;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Archives;

/// <summary>POST /v1/archive/:uuid/restore: asks for a restore, to its own target or to another one. The body
/// may be absent.</summary>
internal sealed class RestoreArchiveEndpoint(
    IGrainFactory grains, ICatalog catalog, IAgentDirectory agents) : ShieldEndpoint
{
    public override void Configure() => Post(Operator, "/v1/archive/{uuid}/restore")
        .Does("Restores an archive, to its own target or to another one")
        .MayRead<RestoreArchiveRequest>()
        .Answers<ScheduledBody>()
        .Conflicts("when the archive is not valid");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<ArchiveId>();
        if (await catalog.FindArchiveAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("archive", id.Value);

        var body = await context.ReadFieldsAsync(cancellationToken);
        var target = body.OptionalId<TargetId>("target");
        if (target is { } other && await catalog.FindTargetAsync(other, cancellationToken) is null)
            body.Faults.NoSuch("target", "target", "targets");
        var owner = body.Owner(context.KnownCaller());
        body.ThrowIfFaulty();

        var grain = grains.GetGrain<IArchiveGrain>(id.Value);
        var task = new TaskId(context.NewUuid());
        var agent = await grain.RestoreAsync(task, target, owner, cancellationToken);
        await context.AnswerAsync(
            ScheduledBodyShape.Of(task, agent, agents), WireJson.Wire.ScheduledBody, cancellationToken);
    }
}
