using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>GET /v1/job/:uuid: one of them.</summary>
internal sealed class ShowJobEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/job/{uuid}")
        .Does("Shows a job")
        .Answers<JobBody>()
        .ShowsETag();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<JobId>();
        var row = await catalog.FindJobAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("job", id.Value);

        context.ShowEdition(row.Edition);
        await context.AnswerAsync(JobBodyShape.Of(row), WireJson.Wire.JobBody, cancellationToken);
    }
}
