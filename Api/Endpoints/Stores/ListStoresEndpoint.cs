using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Stores;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Stores;

/// <summary>GET /v1/stores: what stores there are.</summary>
internal sealed class ListStoresEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/stores")
        .Does("Lists stores")
        .Takes(
            [.. CommonQueries.Names, CommonQueries.Plugin, CommonQueries.Unused, .. CommonQueries.Pages])
        .Lists<StoreBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var filter = new StoreFilter(
            query.Name(), query.Read(CommonQueries.Plugin), query.Read(CommonQueries.Unused));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListStoresAsync(filter, part, cancellationToken),
            StoreBodyShape.List,
            cancellationToken);
    }
}
