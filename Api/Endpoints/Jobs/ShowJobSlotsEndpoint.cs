using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Grains;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>GET /v1/job/:uuid/slots: when it is due next, and what became of it when it was.</summary>
internal sealed class ShowJobSlotsEndpoint(ICatalog catalog, ScheduleClock schedules, TimeProvider clock)
    : ShieldEndpoint
{
    private const int CountDefault = 5;
    private const int CountMax = 100;
    private const int LimitDefault = 20;

    private static readonly QueryField<int?> Count =
        QueryField.Number("count", "how many of the next ones; 5 when absent", 1, CountMax);

    private static readonly QueryField<int?> Limit = QueryField.Number(
        "limit", "how many of the last ones; 20 when absent", 1, RequestLimits.PageRowsMax);

    private static readonly QueryField<DateTimeOffset?> Before =
        QueryField.Moment("before", "of the last ones, only those before this moment");

    public override void Configure() => Reads("/v1/job/{uuid}/slots")
        .Does("Shows when a job is due next, and what became of it when it was")
        .Takes(Count, Limit, Before)
        .Answers<JobSlotsBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<JobId>();
        var query = QueryFields.Of(context);
        var (count, limit) = (query.Read(Count) ?? CountDefault, query.Read(Limit) ?? LimitDefault);
        var before = query.Read(Before);
        query.ThrowIfFaulty();
        var job = await catalog.FindJobAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("job", id.Value);

        var (when, now) = (job.Schedule.When, clock.GetUtcNow());
        var next = job.Paused ? [] : schedules.Between(when, now, DateTimeOffset.MaxValue, id).Take(count);
        var last = await catalog.ListSlotsAsync(id, before, limit, cancellationToken);
        var body = new JobSlotsBody([.. next], [.. last.Select(Show)]);
        await context.AnswerAsync(body, WireJson.Wire.JobSlotsBody, cancellationToken);
    }

    private static JobSlotBody Show(JobSlot slot) =>
        new(slot.Due, WireWords.Of(slot.Outcome), slot.TaskUuid?.Value, slot.SettledAt);
}
