using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>GET /v1/task/:uuid/log: the log as text; with <c>follow=t</c> the answer lasts as long as the
/// task. </summary>
internal sealed class ShowTaskLogEndpoint(
    ICatalog catalog, TimeProvider clock, IHostApplicationLifetime service) : ShieldEndpoint
{
    private static readonly QueryField<bool?> Follow =
        QueryField.Flag("follow", "the answer lasts as long as the task");

    public override void Configure() => Reads("/v1/task/{uuid}/log")
        .Does("Shows the log of a task as text; with follow=t the answer lasts as long as the task")
        .Takes(Follow);

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<TaskId>();
        var query = QueryFields.Of(context);
        var follow = query.Read(Follow) ?? false;
        query.ThrowIfFaulty();
        if (await catalog.FindPhaseAsync(id, cancellationToken) is null)
            throw ShieldException.NotFound("task", id.Value);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, service.ApplicationStopping);
        var reader = new TaskLogReader(catalog, clock);
        await context.BeginTextAsync(end.Token);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        try
        {
            var pieces = follow ? reader.FollowAsync(id, end.Token) : reader.ReadAsync(id, end.Token);
            await foreach (var lines in pieces) await SendAsync(context.Response, lines, end.Token);
        }
        catch (OperationCanceledException) when (service.ApplicationStopping.IsCancellationRequested)
        {
            // Half a log must not look like a whole one.
            context.Abort();
        }
    }

    private static async Task SendAsync(
        HttpResponse response, IReadOnlyList<LoggedLine> lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"), cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }
}
