using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;

namespace Shield.Api.Endpoints.Description;

/// <summary>Writes what endpoints say of themselves in the words of OpenAPI.</summary>
/// <remarks>What follows from something else is not declared: whoever takes a body can be told that it is too
/// large.</remarks>
/// <param name="document">Into which.</param>
internal sealed class OperationWriter(OpenApiDocument document)
{
    private const string Json = "application/json";
    private const string Role = "x-shield-role";

    private readonly WireSchemas _schemas = new(document);

    /// <summary>One operation.</summary>
    public OpenApiOperation Write(RoutePattern route, Operation operation)
    {
        var names = route.Parameters.Select(parameter => parameter.Name).ToArray();
        return new OpenApiOperation
        {
            OperationId = operation.Id,
            Summary = operation.Words,
            Tags = new HashSet<OpenApiTagReference> { Tag(operation.Noun) },
            Parameters = [.. names.Select(InPath), .. operation.Query.Select(InQuery), .. Headers(operation)],
            RequestBody = operation.Body is null ? null : Body(operation),
            Responses = Answers(operation, names),
            Security = operation.Access.Least is null
                ? []
                : [Shown(ApiPreface.Bearer), Shown(ApiPreface.Token)],
            Extensions = Extensions(operation),
        };
    }

    private static Dictionary<string, IOpenApiExtension>? Extensions(Operation operation) =>
        operation.Access.Least is not { } least ? null : new Dictionary<string, IOpenApiExtension>
        {
            [Role] = new JsonNodeExtension(WireWords.Of(least)),
        };

    private OpenApiTagReference Tag(string noun)
    {
        document.Tags ??= new HashSet<OpenApiTag>();
        if (!document.Tags.Any(tag => tag.Name == noun)) document.Tags.Add(new OpenApiTag { Name = noun });
        return new OpenApiTagReference(noun, document);
    }

    private OpenApiSecurityRequirement Shown(string scheme) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static IOpenApiParameter InPath(string name) => new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Schema = name == PathUuid.Field ? Schemas.Uuid() : Schemas.Text(),
    };

    private static IOpenApiParameter InQuery(QueryField field) => new OpenApiParameter
    {
        Name = field.Name,
        In = ParameterLocation.Query,
        Description = field.Meaning,
        Required = field.IsRequired,
        Schema = field.Schema(),
    };

    private static IEnumerable<IOpenApiParameter> Headers(Operation operation)
    {
        if (operation.HasIfMatch)
        {
            yield return Header(
                HeaderNames.IfMatch, "the `ETag` that GET answered: only if it is still so", Schemas.Text());
        }

        if (operation.Verb == HttpMethods.Post)
        {
            yield return Header(
                IdempotencyKey.Header,
                "the same key and request within 24 hours do nothing again; the answer is that of the first",
                Schemas.Like("^[!-~]+$", RequestLimits.KeyCharsMax));
        }
    }

    private static OpenApiParameter Header(string name, string meaning, OpenApiSchema schema) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = meaning,
        Schema = schema,
    };

    private OpenApiRequestBody Body(Operation operation) => new()
    {
        Required = !operation.IsBodyOptional,
        Content = Content(Json, _schemas.Of(operation.Body!)),
    };

    private OpenApiResponses Answers(Operation operation, string[] names)
    {
        var answers = new OpenApiResponses { ["200"] = Done(operation) };
        foreach (var reason in Reasons(operation, names))
        {
            answers[$"{Refusals.StatusOf(reason)}"] = reason is Reason.Conflict
                ? ApiPreface.Refusal(document, operation.Conflict!)
                : new OpenApiResponseReference($"{reason}", document);
        }

        return answers;
    }

    private OpenApiResponse Done(Operation operation)
    {
        var content = operation.Answer switch
        {
            null when operation.IsBytes => Content("application/octet-stream", new OpenApiSchema()),
            null => Content("text/plain", Schemas.Text()),
            var body when operation.IsList => Content(Json, _schemas.ListOf(body)),
            var body => Content(Json, _schemas.Of(body)),
        };
        var answer = new OpenApiResponse { Description = "it is done", Content = content };
        if (operation.Verb == HttpMethods.Get) answer.Description = "what there is";
        if (operation.HasETag) AddHeader(answer, HeaderNames.ETag, "what an `If-Match` of later on may say");
        if (operation.Query.Contains(CommonQueries.Limit))
            AddHeader(answer, HeaderNames.Link, "`<…>; rel=\"next\"`: where the next page is, if any");
        return answer;
    }

    /// <summary>Why it may be refused.</summary>
    private static IEnumerable<Reason> Reasons(Operation operation, string[] names)
    {
        var isPost = operation.Verb == HttpMethods.Post;
        var hasBody = operation.Body is not null;
        var isReadable = names.Contains(PathUuid.Field) || operation.Query.Count > 0;
        if (isReadable || hasBody || isPost || operation.HasIfMatch) yield return Reason.Invalid;
        if (operation.Access.Least is not null) yield return Reason.Unauthenticated;
        yield return Reason.Forbidden;
        if (names.Length > 0) yield return Reason.NotFound;
        if (operation.Conflict is not null) yield return Reason.Conflict;
        if (operation.HasIfMatch) yield return Reason.Stale;
        if (hasBody || isPost) yield return Reason.TooLarge;
        if (isPost) yield return Reason.Mismatch;
        if (operation.Access.Least is not null) yield return Reason.Throttled;
        yield return Reason.Unavailable;
    }

    private static void AddHeader(OpenApiResponse answer, string name, string meaning)
    {
        answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        answer.Headers[name] = new OpenApiHeader { Description = meaning, Schema = Schemas.Text() };
    }

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) =>
        new() { [type] = new OpenApiMediaType { Schema = schema } };
}
