using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Tokens;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains.Tokens;

namespace Shield.Api.Endpoints.Tokens;

/// <summary>GET /v1/tokens: who may use the API, and since when nobody used a token.</summary>
internal sealed class ListTokensEndpoint(ITokenBook book, TimeProvider clock) : ShieldEndpoint
{
    public override void Configure() => Reads(Admin, "/v1/tokens")
        .Does("Lists tokens, without their secrets")
        .Takes([.. CommonQueries.Pages])
        .Lists<TokenBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => book.ListAsync(part, cancellationToken),
            TokenBodyShape.At(clock.GetUtcNow()),
            cancellationToken);
    }
}
