using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>GET /v1/schedules: what schedules there are.</summary>
internal sealed class ListSchedulesEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/schedules");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var filter = new PolicyFilter(query.Name(), query.Flag("unused"));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListSchedulesAsync(filter, part, cancellationToken),
            ScheduleBodyShape.List,
            cancellationToken);
    }
}
