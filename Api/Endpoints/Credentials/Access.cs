using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Credentials;

/// <summary>What an endpoint asks of its callers.</summary>
/// <param name="Least">The least role that will do; null when nobody needs any.</param>
/// <param name="IsAudited">Whether each call leaves a line in the audit.</param>
internal sealed record Access(TokenRole? Least, bool IsAudited)
{
    /// <summary>Anybody may call it.</summary>
    public static Access Open { get; } = new(Least: null, IsAudited: false);

    /// <summary>Whoever forgets to say what an endpoint asks has not opened it.</summary>
    public static Access Undeclared { get; } = new(TokenRole.Admin, IsAudited: true);

    /// <summary>What this endpoint asks. Where there is none, or not with this verb, is nothing to protect.
    /// </summary>
    public static Access Of(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<Access>() ?? (endpoint is RouteEndpoint ? Undeclared : Open);
}

/// <summary>Access to what a host maps beside the API.</summary>
public static class OpenAccess
{
    /// <summary>Lets anybody call it, token or not; for what holds no secret, like the files of a
    /// page.</summary>
    public static TBuilder ServesAnybody<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(Access.Open);
}
