using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>GET /v1/schedule/:uuid: one of them.</summary>
internal sealed class ShowScheduleEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/schedule/{uuid}")
        .Does("Shows a schedule")
        .Answers<ScheduleBody>()
        .ShowsETag();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<ScheduleId>();
        var row = await catalog.FindScheduleAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("schedule", id.Value);

        context.ShowEdition(row.Edition);
        await context.AnswerAsync(ScheduleBodyShape.Of(row), WireJson.Wire.ScheduleBody, cancellationToken);
    }
}
