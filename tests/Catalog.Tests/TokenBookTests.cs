using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains;
using Shield.Grains.Tokens;

namespace Shield.Silo.Catalog.Tests;

public sealed class TokenBookTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Noon = Samples.Noon;

    [Fact]
    public async Task Credentials_are_in_force_from_the_first_token_on_even_when_it_is_revoked()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.TokenBook;
        Assert.Equal(new TokenCheck(false, null), await book.CheckAsync("hash", Noon, None));

        var token = await CreateAsync(book, "ann", "hash", TimeSpan.FromDays(1));

        Assert.Equal(new TokenCheck(true, null), await book.CheckAsync(null, Noon, None));
        Assert.Equal(new TokenCheck(true, null), await book.CheckAsync("other", Noon, None));
        Assert.Equal(new TokenCheck(true, token), await book.CheckAsync("hash", Noon, None));
        await book.RevokeAsync(token.Uuid, Noon, None);
        Assert.True((await book.CheckAsync(null, Noon, None)).IsInForce);
    }

    [Fact]
    public async Task The_last_use_of_a_token_is_known_to_the_minute_and_only_of_a_valid_one()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.TokenBook;
        var token = await CreateAsync(book, "ann", "hash", TimeSpan.FromMinutes(5));

        await book.CheckAsync("hash", Noon, None);
        await book.CheckAsync("hash", Noon.AddSeconds(59), None);
        Assert.Equal(Noon, (await OnlyAsync(book)).LastUsedAt);
        await book.CheckAsync("hash", Noon.AddSeconds(60), None);
        Assert.Equal(Noon.AddSeconds(60), (await OnlyAsync(book)).LastUsedAt);

        await book.CheckAsync("hash", Noon.AddMinutes(5), None);
        await book.RevokeAsync(token.Uuid, Noon, None);
        await book.CheckAsync("hash", Noon.AddMinutes(3), None);
        Assert.Equal(Noon.AddSeconds(60), (await OnlyAsync(book)).LastUsedAt);
    }

    [Fact]
    public async Task A_token_is_revoked_once_and_stays_so()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.TokenBook;
        var token = await CreateAsync(book, "ann", "hash", life: null);

        await book.RevokeAsync(token.Uuid, Noon, None);
        await book.RevokeAsync(token.Uuid, Noon.AddDays(1), None);

        Assert.Equal(Noon, (await OnlyAsync(book)).RevokedAt);
        Assert.False((await book.CheckAsync("hash", Noon, None)).Token!.IsValid(Noon));
        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => book.RevokeAsync(new TokenId(Guid.NewGuid()), Noon, None));
        Assert.Equal(Reason.NotFound, refusal.Reason);
    }

    [Fact]
    public async Task A_token_that_is_made_again_under_its_id_stays_as_it_was()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.TokenBook;
        var token = await CreateAsync(book, "ann", "hash", life: null);

        Assert.False(await book.CreateAsync(token with { Name = "bob" }, "another", None));

        Assert.Equal(token, await OnlyAsync(book));
        Assert.Null((await book.CheckAsync("another", Noon, None)).Token);
    }

    [Fact]
    public async Task Tokens_are_listed_by_name_and_hold_no_secret()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.TokenBook;
        var secret = TokenSecret.From(new byte[TokenSecret.RandomBytes]);
        await CreateAsync(book, "bob", secret.Hash, life: null);
        await CreateAsync(book, "ann", "hash", TimeSpan.FromDays(90));

        var listed = await book.ListAsync(Page.Whole, None).ToListAsync();

        Assert.Equal(["ann", "bob"], listed.Select(token => token.Name));
        Assert.Equal(Noon.AddDays(90), listed[0].ExpiresAt);
        var row = await catalog.RowAsync("tokens", listed[1].Uuid.Value);
        Assert.DoesNotContain(secret.Text, row.Values);
        Assert.Equal(secret.Hash, row["hash"]);
    }

    private static async Task<TokenRow> CreateAsync(ITokenBook book, string name, string hash, TimeSpan? life)
    {
        var token = TokenRow.New(new TokenId(Guid.NewGuid()), name, TokenRole.Engineer, Noon, life);
        Assert.True(await book.CreateAsync(token, hash, None));
        return token;
    }

    private static async Task<TokenRow> OnlyAsync(ITokenBook book) =>
        await book.ListAsync(Page.Whole, None).SingleAsync();
}
