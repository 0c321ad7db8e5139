using Shield.Domain;
using Shield.Domain.Tokens;

namespace Shield.Grains.Tokens;

/// <summary>Who may use the API, and as what. Credentials are in force from the first token on, and stay so
/// when all are revoked.</summary>
/// <remarks>When the database is away every member refuses with <see cref="Reason.Unavailable"/>.</remarks>
public interface ITokenBook
{
    /// <summary>How exactly the last use of a token is known: it is written at most so often.</summary>
    static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(1);

    /// <summary>Notes a token.</summary>
    /// <param name="token">What it is.</param>
    /// <param name="hash">The digest of its secret.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is new; if there is one with this id already, that stays as it was.</returns>
    Task<bool> CreateAsync(TokenRow token, string hash, CancellationToken cancellationToken);

    /// <summary>All of them, by name and UUID; those that are no longer valid, too.</summary>
    IAsyncEnumerable<TokenRow> ListAsync(Page page, CancellationToken cancellationToken);

    /// <summary>Ends a token for good. Saying it twice is fine; the first moment counts.</summary>
    /// <exception cref="ShieldException">There is none with this id.</exception>
    Task RevokeAsync(TokenId id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether credentials are in force, and whose token this is; notes that a valid one is used.
    /// </summary>
    /// <param name="hash">The digest of what somebody shows; null when nothing is shown.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<TokenCheck> CheckAsync(string? hash, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A token, without its secret.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">Who uses it, or what.</param>
/// <param name="Role">What it allows.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is not valid; null for never.</param>
/// <param name="LastUsedAt">When it was last used, to <see cref="ITokenBook.UsePrecision"/>; null for never.
/// </param>
/// <param name="RevokedAt">When it was revoked; null while it is not.</param>
public sealed record TokenRow(
    TokenId Uuid,
    string Name,
    TokenRole Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>A new one, never used.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">Who uses it, or what.</param>
    /// <param name="role">What it allows.</param>
    /// <param name="now">The present.</param>
    /// <param name="life">How long it is valid; null for ever.</param>
    public static TokenRow New(TokenId id, string name, TokenRole role, DateTimeOffset now, TimeSpan? life) =>
        new(id, name, role, now, now + life, LastUsedAt: null, RevokedAt: null);

    /// <summary>Whether its time is over.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>Whether it opens anything.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && !IsExpired(now);
}

/// <summary>What is known of a caller.</summary>
/// <param name="IsInForce">Whether there is any token at all, so that everybody needs one.</param>
/// <param name="Token">The token that was shown, valid or not; null when it is none of ours.</param>
public sealed record TokenCheck(bool IsInForce, TokenRow? Token);
