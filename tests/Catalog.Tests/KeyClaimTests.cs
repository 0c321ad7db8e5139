using Shield.Domain;

namespace Shield.Silo.Catalog.Tests;

public sealed class KeyClaimTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_key_that_came_first_may_come_again_and_no_other()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        await catalog.Database.ClaimAsync("seal", "0123456789abcdef", None);
        await catalog.Database.ClaimAsync("seal", "0123456789abcdef", None);

        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => catalog.Database.ClaimAsync("seal", "fedcba9876543210", None));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        await catalog.Database.ClaimAsync("core", "fedcba9876543210", None);
        Assert.Contains("0123456789abcdef", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("fedcba9876543210", refusal.Message, StringComparison.Ordinal);
    }
}
