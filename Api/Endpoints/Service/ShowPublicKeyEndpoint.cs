using Microsoft.AspNetCore.Http;

namespace Shield.Api.Endpoints.Service;

/// <summary>GET /v1/meta/pubkey: the public key of the cores, as one line of text.</summary>
internal sealed class ShowPublicKeyEndpoint(ApiOptions options) : ShieldEndpoint
{
    public override void Configure() => ReadsOpenly("/v1/meta/pubkey")
        .Does("Shows the public key of the cores, as one line of text");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(options.PublicKey + "\n", cancellationToken);
    }
}
