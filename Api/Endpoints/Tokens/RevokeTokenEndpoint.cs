using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains.Tokens;

namespace Shield.Api.Endpoints.Tokens;

/// <summary>DELETE /v1/token/:uuid: it opens nothing from now on; its row stays, for the audit. Saying it
/// twice is fine.</summary>
internal sealed class RevokeTokenEndpoint(ITokenBook book, TimeProvider clock) : ShieldEndpoint
{
    public override void Configure() => Delete(Admin, "/v1/token/{uuid}")
        .Does("Revokes a token: it opens nothing from now on")
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await book.RevokeAsync(context.ReadId<TokenId>(), clock.GetUtcNow(), cancellationToken);
        await context.AnswerAsync(new OkBody("revoked"), WireJson.Wire.OkBody, cancellationToken);
    }
}
