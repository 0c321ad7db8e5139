using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;

namespace Shield.Api.Endpoints.Description;

/// <summary>The API described by itself, as an OpenAPI document.</summary>
internal static class ApiDescription
{
    /// <summary>Where it is served.</summary>
    public const string Path = $"/openapi/{Name}.json";

    private const string Name = "v1";

    // As docs/api/openapi.json has it, so that the two can be compared by eye.
    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Registers what makes it. Nothing is made before somebody asks.</summary>
    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;

            // What the framework would find out by itself is nothing: our endpoints read their requests.
            options.ShouldInclude = _ => false;
            options.AddDocumentTransformer((document, context, _) =>
            {
                Fill(document, context.ApplicationServices.GetRequiredService<EndpointDataSource>());
                return Task.CompletedTask;
            });
        });

    /// <summary>Serves it to anybody.</summary>
    public static void MapApiDescription(this WebApplication app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)AnswerAsync)
            .ServesAnybody();

    private static async Task AnswerAsync(HttpContext context)
    {
        var provider = context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync(context.RequestAborted);
        var text = await document.SerializeAsJsonAsync(
            OpenApiSpecVersion.OpenApi3_1, context.RequestAborted);
        await context.AnswerJsonAsync(
            JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(text), Pretty), context.RequestAborted);
    }

    private static void Fill(OpenApiDocument document, EndpointDataSource endpoints)
    {
        ApiPreface.Write(document);
        var operations = new OperationWriter(document);
        var routes = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Route: endpoint, Operation: endpoint.Metadata.GetMetadata<Operation>()))
            .Where(endpoint => endpoint.Operation is not null)

            // GET and HEAD are two endpoints, and one operation.
            .DistinctBy(endpoint => endpoint.Operation)
            .GroupBy(endpoint => "/" + endpoint.Route.RoutePattern.RawText!.TrimStart('/'))
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var route in routes)
        {
            document.Paths[route.Key] = new OpenApiPathItem
            {
                Operations = route.OrderBy(endpoint => Place(endpoint.Operation!.Verb)).ToDictionary(
                    endpoint => new HttpMethod(endpoint.Operation!.Verb),
                    endpoint => operations.Write(endpoint.Route.RoutePattern, endpoint.Operation!)),
            };
        }

        var schemas = document.Components!.Schemas!;
        document.Components.Schemas = schemas.OrderBy(schema => schema.Key, StringComparer.Ordinal)
            .ToDictionary(schema => schema.Key, schema => schema.Value);
    }

    private static int Place(string verb) =>
        Array.IndexOf([HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete], verb);
}
