using Microsoft.OpenApi;
using Shield.Api.Endpoints.Credentials;
using Shield.Domain;

namespace Shield.Api.Endpoints.Description;

/// <summary>What the document says before it comes to the operations.</summary>
internal static class ApiPreface
{
    /// <summary>The scheme of a token in the Authorization header.</summary>
    public const string Bearer = "bearer";

    /// <summary>The scheme of a token in a header of its own.</summary>
    public const string Token = "token";

    private const string Problem = "application/problem+json";

    // Of the API, not of the service: it does not change with every release.
    private const string Version = "1";

    private const string Words = """
        Bodies are JSON in UTF-8; names of fields are matched in any case, and unknown ones are ignored. HEAD
        works wherever GET does. Every refusal is a problem as RFC 9457 has it; `hint` says what to do. While
        there is no token at all, this machine is served without one, and nobody else; `x-shield-role` names
        the least role that will do otherwise. A list without `limit` is whole; with it the way to the next
        page is in the `Link` header.
        """;

    private static readonly Dictionary<Reason, string> Meanings = new()
    {
        [Reason.Invalid] = "it makes no sense; every fault at once in `missing` and `errors`",
        [Reason.Unauthenticated] = "a token is needed, or this one is wrong, expired or revoked",
        [Reason.Forbidden] =
            "the role of the token is too small; or, without credentials, the caller is not on this machine",
        [Reason.NotFound] = "there is no such thing",
        [Reason.Stale] = "it is no longer as `If-Match` says",
        [Reason.TooLarge] = "the body is larger than 1 MiB",
        [Reason.Mismatch] = "this `Idempotency-Key` came with another request before",
        [Reason.Throttled] = "too many wrong tokens came from this address",
        [Reason.Unavailable] =
            "something that is needed is away or busy; `Retry-After` says when to try again",
    };

    /// <summary>Writes title, credentials, and the refusals that are the same everywhere.</summary>
    public static void Write(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Shield",
            Version = Version,
            Description = Words.ReplaceLineEndings(" "),
        };

        // Relative addresses: it is served by whom it describes.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ShownToken.Header,
            },
        };
        document.Components.Responses = Meanings.ToDictionary(
            meaning => $"{meaning.Key}", meaning => Refusal(document, meaning.Value));
    }

    /// <summary>An answer that is a problem.</summary>
    public static IOpenApiResponse Refusal(OpenApiDocument document, string when) => new OpenApiResponse
    {
        Description = when,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem] = new() { Schema = new WireSchemas(document).Of(typeof(Contracts.ProblemBody)) },
        },
    };
}
