using Shield.Api.Contracts;
using Shield.Api.Contracts.Tokens;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;
using Shield.Grains.Tokens;

namespace Shield.Api.Endpoints.Tokens;

/// <summary>What the wire shows of a token: all but the secret, which nobody has.</summary>
internal static class TokenBodyShape
{
    /// <summary>How lists show it at this moment.</summary>
    public static ListShape<TokenRow, TokenBody> At(DateTimeOffset now) =>
        new(row => new Place.Named(row.Name, row.Uuid.Value), row => Of(row, now), WireJson.Wire.TokenBody);

    private static TokenBody Of(TokenRow row, DateTimeOffset now) => new(
        Uuid: row.Uuid.Value,
        Name: row.Name,
        Role: WireWords.Of(row.Role),
        Status: row.RevokedAt is not null ? "revoked" : row.IsExpired(now) ? "expired" : "valid",
        CreatedAt: WireTime.Rfc3339(row.CreatedAt),
        ExpiresAt: WireTime.Rfc3339(row.ExpiresAt),
        LastUsedAt: WireTime.Rfc3339(row.LastUsedAt),
        RevokedAt: WireTime.Rfc3339(row.RevokedAt));
}
