using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;

namespace Shield.Api.Endpoints.Service;

/// <summary>GET /healthz: this process answers. Whoever gets no answer starts it again.</summary>
internal sealed class ShowHealthEndpoint : ShieldEndpoint
{
    public override void Configure() => ReadsOpenly("/healthz")
        .Does("Says that this process answers")
        .Answers<OkBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.AnswerAsync(new OkBody("healthy"), WireJson.Wire.OkBody, cancellationToken);
}
