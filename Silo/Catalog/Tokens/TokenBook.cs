using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains;
using Shield.Grains.Tokens;

namespace Shield.Silo.Catalog;

/// <summary>Keeps tokens in a table of their own. It is read for each request, so that a token which is
/// revoked on one silo opens nothing on another.</summary>
internal sealed class TokenBook(CatalogDatabase database) : ITokenBook
{
    private const string Fields =
        "t.uuid, t.name, t.role, t.created_at, t.expires_at, t.last_used_at, t.revoked_at";

    private const string List = $"SELECT {Fields} FROM tokens t";

    /// <summary>Always one row, so that a single query tells both.</summary>
    private const string Check = $"""
        SELECT {Fields}, EXISTS (SELECT 1 FROM tokens)
        FROM (SELECT 1 AS one) AS one LEFT JOIN tokens t ON t.hash = @hash
        """;

    private const string Note = """
        INSERT INTO tokens (uuid, name, role, hash, created_at, expires_at)
        VALUES (@uuid, @name, @role, @hash, @created, @expires)
        ON CONFLICT (uuid) DO NOTHING;
        """;

    private const string Use = """
        UPDATE tokens SET last_used_at = @now
        WHERE uuid = @uuid AND (last_used_at IS NULL OR last_used_at <= @stale);
        """;

    private const string Revoke =
        "UPDATE tokens SET revoked_at = coalesce(revoked_at, @now) WHERE uuid = @uuid;";

    public async Task<bool> CreateAsync(TokenRow token, string hash, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            Note,
            [
                ("@uuid", token.Uuid.Value), ("@name", token.Name), ("@role", Columns.Word(token.Role)),
                ("@hash", hash), ("@created", token.CreatedAt.ToUnixTimeMilliseconds()),
                ("@expires", token.ExpiresAt?.ToUnixTimeMilliseconds()),
            ],
            cancellationToken) > 0;

    public IAsyncEnumerable<TokenRow> ListAsync(Page page, CancellationToken cancellationToken) =>
        ReadSession.ReadAsync(
            database, new Query(List).ByName("t.name", "t.uuid", page), Read, cancellationToken);

    public async Task RevokeAsync(TokenId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await database.ExecuteAsync(
            Revoke, [("@uuid", id.Value), ("@now", now.ToUnixTimeMilliseconds())], cancellationToken);
        if (rows == 0) throw ShieldException.NotFound("token", id.Value);
    }

    public async Task<TokenCheck> CheckAsync(
        string? hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var check = await ReadSession.ReadAsync(
                database,
                new Query(Check).With("@hash", hash ?? ""),
                row => new TokenCheck(row.GetBoolean(7), row.IsDBNull(0) ? null : Read(row)),
                cancellationToken)
            .FirstAsync(cancellationToken);
        if (check.Token is not { } token || !token.IsValid(now)) return check;
        var isFresh = now - token.LastUsedAt < ITokenBook.UsePrecision;
        if (!isFresh) await NoteUseAsync(token.Uuid, now, cancellationToken);
        return check;
    }

    private async Task NoteUseAsync(TokenId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stale = (now - ITokenBook.UsePrecision).ToUnixTimeMilliseconds();
        try
        {
            await database.ExecuteAsync(
                Use,
                [("@uuid", id.Value), ("@now", now.ToUnixTimeMilliseconds()), ("@stale", stale)],
                cancellationToken);
        }
        catch (ShieldException away) when (away.Reason is Reason.Unavailable)
        {
            // Whoever only looks needs nothing written, and can be answered by a catalog that is full.
        }
    }

    private static TokenRow Read(DbDataReader row) => new(
        row.Id<TokenId>(0),
        row.GetString(1),
        row.Word<TokenRole>(2),
        row.Moment(3),
        row.MomentOrNull(4),
        row.MomentOrNull(5),
        row.MomentOrNull(6));
}
