using Shield.Grains;

namespace Shield.Silo.Catalog.Tests;

public sealed class RequestLedgerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_request_is_noted_once_with_its_uuid_and_its_first_answer()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var ledger = catalog.Database.RequestLedger;

        var first = await ledger.ClaimAsync("key", "body", Samples.Noon, None);
        var again = await ledger.ClaimAsync("key", "other", Samples.Noon, None);
        await ledger.RecordAsync("key", first.Uuid, "answer", None);
        await ledger.RecordAsync("key", first.Uuid, "later", None);
        await ledger.RecordAsync("key", Guid.NewGuid(), "of another", None);

        Assert.Equal(("body", null), (first.Fingerprint, first.Answer));
        Assert.Equal(first, again);
        Assert.Equal(
            first with { Answer = "answer" }, await ledger.ClaimAsync("key", "body", Samples.Noon, None));
    }

    [Fact]
    public async Task After_a_day_a_request_is_forgotten_and_others_with_it()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var ledger = catalog.Database.RequestLedger;
        var first = await ledger.ClaimAsync("key", "body", Samples.Noon, None);
        await ledger.ClaimAsync("another", "body", Samples.Noon, None);

        var day = Samples.Noon + IRequestLedger.Memory;
        Assert.Equal(first, await ledger.ClaimAsync("key", "body", day, None));
        var anew = await ledger.ClaimAsync("key", "body", day.AddMilliseconds(1), None);

        Assert.NotEqual(first.Uuid, anew.Uuid);
        Assert.Equal(1, await catalog.CountAsync("request_ledger"));
    }

    [Fact]
    public async Task Of_many_who_claim_at_once_all_get_the_same_uuid()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var ledger = catalog.Database.RequestLedger;

        var claims = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => ledger.ClaimAsync("key", "body", Samples.Noon, None))));

        Assert.Single(claims.Distinct());
    }
}
