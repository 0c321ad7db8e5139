using System.Text.Json.Serialization;

namespace Shield.Api.Contracts.Tokens;

/// <summary>A token, without its secret. <c>role</c> is viewer, operator, engineer or admin; <c>status</c> is
/// valid, expired or revoked. Times are RFC 3339 in UTC, empty when unset; <c>last_used_at</c> is known to
/// the minute.</summary>
public sealed record TokenBody(
    Guid Uuid,
    string Name,
    string Role,
    string Status,
    string CreatedAt,
    string ExpiresAt,
    string LastUsedAt,
    string RevokedAt);

/// <summary>What a new token needs; <c>expires</c> is in seconds from now, and it never does
/// without.</summary>
public sealed record CreateTokenRequest(string Name, string Role, long? Expires);

/// <summary>A new token: <c>token</c> is the secret, which is told this once. It is absent when the same
/// request comes again.</summary>
public sealed record TokenCreatedBody(
    string Ok,
    Guid Uuid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? Token);
