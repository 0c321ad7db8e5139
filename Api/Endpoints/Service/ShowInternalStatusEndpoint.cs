using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Tasks;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Api.Endpoints.Tasks;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Service;

/// <summary>GET /v1/status/internal: what waits, and what runs.</summary>
internal sealed class ShowInternalStatusEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/status/internal")
        .Does("Shows what waits and what runs")
        .Answers<InternalStatusBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var pending = await ListAsync(TaskPhase.Pending, cancellationToken);
        var running = await ListAsync(TaskPhase.Running, cancellationToken);
        var body = new InternalStatusBody(
            PendingTasks: Show(pending),
            RunningTasks: Show(running),
            ScheduleQueue: Show(pending.OrderBy(row => row.Priority).ThenBy(row => row.RequestedAt)),
            RunQueue: Show(running.OrderBy(row => row.StartedAt)));
        await context.AnswerAsync(body, WireJson.Wire.InternalStatusBody, cancellationToken);
    }

    private static TaskBody[] Show(IEnumerable<TaskRow> rows) => [.. rows.Select(TaskBodyShape.Of)];

    private async Task<List<TaskRow>> ListAsync(TaskPhase phase, CancellationToken cancellationToken) =>
        await catalog
            .ListTasksAsync(
                new TaskFilter(phase, null), new Page(RequestLimits.PageRowsMax, null), cancellationToken)
            .ToListAsync(cancellationToken);
}
