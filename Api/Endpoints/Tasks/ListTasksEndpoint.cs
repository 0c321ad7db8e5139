using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Tasks;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Description;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>GET /v1/tasks: what runs, waits and has ended, the newest first.</summary>
internal sealed class ListTasksEndpoint(ICatalog catalog) : ShieldEndpoint
{
    private static readonly QueryField<TaskPhase?> Status =
        QueryField.Word<TaskPhase>("status", "only those that stand so");

    private static readonly QueryField<bool?> Active =
        QueryField.Flag("active", "t: only those that wait or run; f: only those that have ended");

    private static readonly QueryField<bool> WholeLog = new(
        "log",
        "full: whole logs, not only their ends",
        () => Schemas.Words("full"),
        query => query.WholeLog());

    public override void Configure() => Reads("/v1/tasks")
        .Does("Lists tasks, the newest first")
        .Takes([Status, Active, CommonQueries.Debug, WholeLog, .. CommonQueries.Pages])
        .Lists<TaskBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var (status, active) = (query.Read(Status), query.Read(Active));
        var debug = query.Read(CommonQueries.Debug);
        var wholeLog = query.Read(WholeLog);
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
