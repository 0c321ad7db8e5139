using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Schedules;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>PUT /v1/schedule/:uuid: replaces all that can be edited of it.</summary>
internal sealed class EditScheduleEndpoint(IGrainFactory grains, ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Put(Engineer, "/v1/schedule/{uuid}")
        .Does("Edits a schedule: replaces all that can be edited")
        .HeedsIfMatch()
        .Reads<EditScheduleRequest>()
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<ScheduleId>();
        if (await catalog.FindScheduleAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("schedule", id.Value);

        var condition = context.ReadIfMatch();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = ScheduleReader.Read(body, Wish.Edit);
        body.ThrowIfFaulty();

        await grains.GetGrain<IScheduleGrain>(id.Value).EditAsync(definition, condition, cancellationToken);
        await context.AnswerAsync(new OkBody("updated"), WireJson.Wire.OkBody, cancellationToken);
    }
}
