using Microsoft.AspNetCore.Http;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Credentials;

/// <summary>The token that a request shows.</summary>
internal static class ShownToken
{
    /// <summary>What stands before it in the Authorization header.</summary>
    public const string Scheme = "Bearer";

    /// <summary>The other header that may hold it, alone.</summary>
    public const string Header = "X-Shield-Token";

    /// <summary>The digest of it, or null when none is shown.</summary>
    public static string? HashOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        var isBearer = authorization.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase);
        var shown = isBearer ? authorization[Scheme.Length..] : request.Headers[Header].ToString();
        return string.IsNullOrWhiteSpace(shown) ? null : TokenSecret.HashOf(shown.Trim());
    }
}
