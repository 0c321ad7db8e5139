using System.Collections.Concurrent;
using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains;
using Shield.Grains.Tokens;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>Tokens in memory, by their digests.</summary>
internal sealed class FakeTokens : ITokenBook
{
    public ConcurrentDictionary<string, TokenRow> Rows { get; } = new();

    /// <summary>What a check throws, if anything.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>A token that is good for a day, as its holder has it.</summary>
    public string Add(TokenRole role, string name = "ann")
    {
        var text = $"shield_{role}_{name}";
        Rows[TokenSecret.HashOf(text)] =
            TokenRow.New(Ids.New<TokenId>(), name, role, ApiServer.Now, TimeSpan.FromDays(1));
        return text;
    }

    public Task<bool> CreateAsync(TokenRow token, string hash, CancellationToken cancellationToken)
    {
        if (Rows.Values.Any(row => row.Uuid == token.Uuid)) return Task.FromResult(false);
        return Task.FromResult(Rows.TryAdd(hash, token));
    }

    public IAsyncEnumerable<TokenRow> ListAsync(Page page, CancellationToken cancellationToken) =>
        Rows.Values.OrderBy(row => row.Name, StringComparer.Ordinal)
            .Part(page, row => new Place.Named(row.Name, row.Uuid.Value))
            .ToAsyncEnumerable();

    public Task RevokeAsync(TokenId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (hash, row) = Rows.FirstOrDefault(entry => entry.Value.Uuid == id);
        if (row is null) throw ShieldException.NotFound("token", id.Value);
        Rows[hash] = row with { RevokedAt = row.RevokedAt ?? now };
        return Task.CompletedTask;
    }

    public Task<TokenCheck> CheckAsync(string? hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Trouble is { } trouble) throw trouble;
        return Task.FromResult(new TokenCheck(!Rows.IsEmpty, Rows.GetValueOrDefault(hash ?? "")));
    }
}
