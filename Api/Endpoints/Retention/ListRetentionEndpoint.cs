using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Retention;

/// <summary>GET /v1/retention: what retention policies there are.</summary>
internal sealed class ListRetentionEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/retention");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var filter = new PolicyFilter(query.Name(), query.Flag("unused"));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListRetentionAsync(filter, part, cancellationToken),
            RetentionBodyShape.List,
            cancellationToken);
    }
}
