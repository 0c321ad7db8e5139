using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>GET /v1/schedules: what schedules there are.</summary>
internal sealed class ListSchedulesEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/schedules")
        .Does("Lists schedules")
        .Takes([.. CommonQueries.Names, CommonQueries.Unused, .. CommonQueries.Pages])
        .Lists<ScheduleBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var filter = new PolicyFilter(query.Name(), query.Read(CommonQueries.Unused));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListSchedulesAsync(filter, part, cancellationToken),
            ScheduleBodyShape.List,
            cancellationToken);
    }
}
