using System.Text.RegularExpressions;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Credentials;
using Shield.Grains.Audit;

namespace Shield.Api.Endpoints.Audit;

/// <summary>What the audit says of a request: nothing of its body, its query or its token.</summary>
internal static partial class AuditLines
{
    /// <summary>The longest path, in characters; the rest of a longer one is left out.</summary>
    public const int PathCharsMax = 300;

    /// <summary>The line of a request as far as it is known.</summary>
    public static AuditLine Of(HttpContext context, DateTimeOffset now)
    {
        var caller = context.KnownCaller();
        var path = context.Request.Path.Value ?? "";
        var address = context.Connection.RemoteIpAddress;
        return new AuditLine
        {
            Request = Guid.NewGuid(),
            At = now,
            Who = caller.Name,
            Token = caller.Token,
            Role = caller.Role,
            Method = context.Request.Method,
            Path = path.Length <= PathCharsMax ? path : path[..PathCharsMax],
            What = What(context.GetEndpoint()),
            From = $"{(address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)}",
        };
    }

    /// <summary>RunJobEndpoint is to run a job.</summary>
    private static string What(Endpoint? endpoint)
    {
        var name = endpoint?.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType.Name ?? "";
        var words = Word().Matches(name).Select(word => word.Value.ToLowerInvariant()).SkipLast(1);
        return string.Join(' ', words);
    }

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();
}
