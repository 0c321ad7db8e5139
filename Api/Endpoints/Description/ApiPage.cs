using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;
using Shield.Api.Endpoints.Credentials;

namespace Shield.Api.Endpoints.Description;

/// <summary>The description of the API as a page for people.</summary>
internal static class ApiPage
{
    private const string Path = "/docs";

    /// <summary>The page asks nobody but this service for anything, whatever its script would like to.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    /// <summary>Serves it to anybody; all of it comes from the program itself.</summary>
    public static void MapApiPage(this WebApplication app)
    {
        var page = app.MapScalarApiReference(Path, options => options
            .WithTitle("Shield API")
            .WithOpenApiRoutePattern(ApiDescription.Path)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools());
        page.Add(endpoint => endpoint.Metadata.Add(
            new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])));
        page.Finally(endpoint =>
        {
            var answer = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return answer(context);
            };
        });
        page.ServesAnybody();
    }
}
