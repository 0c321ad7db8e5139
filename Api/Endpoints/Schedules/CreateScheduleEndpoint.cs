using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains.Schedules;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>POST /v1/schedules: makes one.</summary>
internal sealed class CreateScheduleEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Post(Engineer, "/v1/schedules")
        .Does("Creates a schedule")
        .Reads<CreateScheduleRequest>()
        .Answers<CreatedBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await context.ReadFieldsAsync(cancellationToken);
        var definition = ScheduleReader.Read(body, Wish.Create);
        body.ThrowIfFaulty();

        var uuid = context.NewUuid();
        await grains.GetGrain<IScheduleGrain>(uuid).CreateAsync(definition, cancellationToken);
        await context.AnswerAsync(
            new CreatedBody("created", uuid), WireJson.Wire.CreatedBody, cancellationToken);
    }
}
