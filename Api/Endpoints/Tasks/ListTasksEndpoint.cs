using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>GET /v1/tasks: what runs, waits and has ended, the newest first.</summary>
internal sealed class ListTasksEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/tasks");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var (status, active) = (query.Word<TaskPhase>("status"), query.Flag("active"));
        var debug = query.Switch("debug");
        var wholeLog = query.WholeLog();
        var page = PageRequest.NewestFirst(query);
        query.ThrowIfFaulty();

        var filter = new TaskFilter(status, active)
        {
            WholeLog = wholeLog,
            Debug = debug,
        };
        return context.AnswerPageAsync(
            page,
            part => catalog.ListTasksAsync(filter, part, cancellationToken),
            TaskBodyShape.List,
            cancellationToken);
    }
}
