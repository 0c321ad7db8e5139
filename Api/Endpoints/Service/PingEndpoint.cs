using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;

namespace Shield.Api.Endpoints.Service;

/// <summary>GET /v1/ping: somebody is there.</summary>
internal sealed class PingEndpoint : ShieldEndpoint
{
    public override void Configure() => ReadsOpenly("/v1/ping")
        .Does("Says that somebody is there")
        .Answers<OkBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.AnswerAsync(new OkBody("pong"), WireJson.Wire.OkBody, cancellationToken);
}
