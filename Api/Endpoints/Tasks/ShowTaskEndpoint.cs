using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Tasks;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>GET /v1/task/:uuid: one of them.</summary>
internal sealed class ShowTaskEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/task/{uuid}")
        .Does("Shows a task, with all of its log")
        .Takes(CommonQueries.Debug)
        .Answers<TaskBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<TaskId>();
        var query = QueryFields.Of(context);
        var debug = query.Read(CommonQueries.Debug);
        query.ThrowIfFaulty();
        var row = await catalog.FindTaskAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("task", id.Value);

        if (debug) row = row with { Debug = await catalog.ReadDebugAsync(id, cancellationToken) };
        await context.AnswerAsync(TaskBodyShape.Of(row), WireJson.Wire.TaskBody, cancellationToken);
    }
}
