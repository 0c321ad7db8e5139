using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Retention;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Retention;

/// <summary>GET /v1/retention: what retention policies there are.</summary>
internal sealed class ListRetentionEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/retention")
        .Does("Lists retention policies")
        .Takes([.. CommonQueries.Names, CommonQueries.Unused, .. CommonQueries.Pages])
        .Lists<RetentionBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var filter = new PolicyFilter(query.Name(), query.Read(CommonQueries.Unused));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListRetentionAsync(filter, part, cancellationToken),
            RetentionBodyShape.List,
            cancellationToken);
    }
}
