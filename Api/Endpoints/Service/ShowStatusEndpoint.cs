using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;

namespace Shield.Api.Endpoints.Service;

/// <summary>GET /v1/status: what anybody may know of the service.</summary>
internal sealed class ShowStatusEndpoint(ApiOptions options) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/status")
        .Does("Shows what anybody may know of the service")
        .Answers<StatusBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.AnswerAsync(
            new StatusBody(options.Version, options.Name), WireJson.Wire.StatusBody, cancellationToken);
}
