using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Grains;

namespace Shield.Api.Endpoints.Service;

/// <summary>GET /readyz: requests can be served; 503 while the catalog is away. Whoever is told so sends
/// requests elsewhere, and starts nothing again.</summary>
internal sealed class ShowReadinessEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => ReadsOpenly("/readyz")
        .Does("Says that requests can be served")
        .Answers<OkBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // Any answer will do; this one is a step in an index.
        _ = await catalog.FindPhaseAsync(default, cancellationToken);
        await context.AnswerAsync(new OkBody("ready"), WireJson.Wire.OkBody, cancellationToken);
    }
}
