using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Jobs;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>PUT /v1/job/:uuid: replaces all that can be edited of it. Whether it is paused is not looked at.
/// </summary>
internal sealed class EditJobEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Put(Engineer, "/v1/job/{uuid}")
        .Does("Edits a job: replaces all that can be edited")
        .HeedsIfMatch()
        .Reads<EditJobRequest>()
        .Answers<OkBody>()
        .Conflicts("when what it names has just been deleted");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<JobId>();
        if (await catalog.FindJobAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("job", id.Value);

        var condition = context.ReadIfMatch();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = await new JobReader(catalog).ReadAsync(body, Wish.Edit, cancellationToken);
        body.ThrowIfFaulty();

        await grains.GetGrain<IJobGrain>(id.Value).EditAsync(definition, condition, cancellationToken);
        await context.AnswerAsync(new OkBody("updated"), WireJson.Wire.OkBody, cancellationToken);
    }
}
