using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains.Tasks;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>DELETE /v1/task/:uuid: records the wish to end it; the processes are stopped after that.
/// </summary>
internal sealed class CancelTaskEndpoint(IGrainFactory grains) : ShieldEndpoint
{
    public override void Configure() => Delete(Operator, "/v1/task/{uuid}")
        .Does("Cancels a task")
        .Answers<OkBody>()
        .Conflicts("when it is over, or can no longer be canceled");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<TaskId>();
        await grains.GetGrain<ITaskGrain>(id.Value).CancelAsync(cancellationToken);
        await context.AnswerAsync(new OkBody("canceled"), WireJson.Wire.OkBody, cancellationToken);
    }
}
