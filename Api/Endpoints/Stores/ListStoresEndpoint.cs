using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Stores;

/// <summary>GET /v1/stores: what stores there are.</summary>
internal sealed class ListStoresEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/stores");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var filter = new StoreFilter(query.Name(), query.Plugin("plugin"), query.Flag("unused"));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListStoresAsync(filter, part, cancellationToken),
            StoreBodyShape.List,
            cancellationToken);
    }
}
