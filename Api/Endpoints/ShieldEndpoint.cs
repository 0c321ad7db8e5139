using FastEndpoints;
using Microsoft.AspNetCore.Http;

namespace Shield.Api.Endpoints;

/// <summary>One operation. It reads its request itself, so that every fault of it is told at once.</summary>
internal abstract class ShieldEndpoint : EndpointWithoutRequest
{
    /// <summary>What the operation does.</summary>
    public sealed override Task HandleAsync(CancellationToken ct) => HandleAsync(HttpContext, ct);

    /// <summary>What the operation does.</summary>
    protected abstract Task HandleAsync(HttpContext context, CancellationToken cancellationToken);

    /// <summary>It looks at something; HEAD does too.</summary>
    protected void Reads(string route)
    {
        Verbs(Http.GET, Http.HEAD);
        Routes(route);
    }
}
