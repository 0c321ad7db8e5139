using Shield.Api.Contracts;
using Shield.Api.Contracts.Tokens;

namespace Shield.Api.Client;

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/tokens, by name; those that are no longer valid, too.</summary>
    public Task<Answer<TokenBody[]>> ListTokensAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/tokens", WireJson.Default.TokenBodyArray, cancellationToken);

    /// <summary>POST /v1/tokens; the answer tells the secret, this once.</summary>
    public Task<Answer<TokenCreatedBody>> CreateTokenAsync(
        CreateTokenRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/tokens",
            request,
            WireJson.Default.CreateTokenRequest,
            WireJson.Default.TokenCreatedBody,
            cancellationToken);

    /// <summary>DELETE /v1/token/:uuid: it opens nothing from then on.</summary>
    public Task<Answer<OkBody>> RevokeTokenAsync(Guid uuid, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/token/{uuid:D}", null, WireJson.Default.OkBody, cancellationToken);
}
