using Microsoft.AspNetCore.Http;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Credentials;

/// <summary>Who calls.</summary>
/// <param name="Token">The token that was shown; null when none was needed.</param>
/// <param name="Name">The name of the token.</param>
/// <param name="Role">What it allows; null when none was needed.</param>
internal sealed record KnownCaller(TokenId? Token, string Name, TokenRole? Role)
{
    /// <summary>Nobody in particular, which is enough while no credentials are in force.</summary>
    public static KnownCaller Anybody { get; } = new(null, TaskDefinition.OwnerDefault, null);
}

/// <summary>Remembers with a request who sent it.</summary>
internal static class KnownCallers
{
    /// <summary>Who sent this request.</summary>
    public static KnownCaller KnownCaller(this HttpContext context) =>
        context.Features.Get<KnownCaller>() ?? Credentials.KnownCaller.Anybody;
}
