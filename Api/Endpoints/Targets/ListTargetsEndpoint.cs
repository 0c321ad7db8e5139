using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Targets;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Targets;

/// <summary>GET /v1/targets: what targets there are.</summary>
internal sealed class ListTargetsEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/targets")
        .Does("Lists targets")
        .Takes(
            [.. CommonQueries.Names, CommonQueries.Plugin, CommonQueries.Unused, .. CommonQueries.Pages])
        .Lists<TargetBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var filter = new TargetFilter(
            query.Name(), query.Read(CommonQueries.Plugin), query.Read(CommonQueries.Unused));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListTargetsAsync(filter, part, cancellationToken),
            TargetBodyShape.List,
            cancellationToken);
    }
}
