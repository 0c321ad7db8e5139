using Shield.Domain.Tokens;

namespace Shield.Domain.Tests.Tokens;

public sealed class TokenRulesTests
{
    [Theory]
    [InlineData("60s", 60)]
    [InlineData("90m", 5400)]
    [InlineData("12h", 43_200)]
    [InlineData("90d", 7_776_000)]
    [InlineData("2w", 1_209_600)]
    [InlineData("50y", 1_576_800_000)]
    [InlineData("59s", 0)]
    [InlineData("51y", 0)]
    [InlineData("2147483647y", 0)]
    [InlineData("-1d", 0)]
    [InlineData("90", 0)]
    [InlineData("d", 0)]
    [InlineData("", 0)]
    public void A_life_is_a_number_and_a_unit(string text, long seconds) =>
        Assert.Equal(seconds, TokenRules.ParseLife(text)?.TotalSeconds ?? 0);

    [Theory]
    [InlineData("ci", true)]
    [InlineData("Ann of the night shift", true)]
    [InlineData("", false)]
    [InlineData(" ann", false)]
    [InlineData("an\nn", false)]
    [InlineData("System", false)]
    [InlineData("anon", false)]
    public void A_name_is_seen_and_passes_for_nobody_else(string name, bool isGood) =>
        Assert.Equal(isGood, TokenRules.WhyNoName(name) is null);

    [Fact]
    public void Each_role_may_do_what_those_before_it_may()
    {
        Assert.True(TokenRole.Admin.Includes(TokenRole.Engineer));
        Assert.True(TokenRole.Operator.Includes(TokenRole.Operator));
        Assert.False(TokenRole.Viewer.Includes(TokenRole.Operator));
    }

    [Fact]
    public void A_secret_is_long_and_visible_and_never_printed_by_accident()
    {
        var secret = TokenSecret.From(Enumerable.Range(0, 32).Select(i => (byte)(i * 8)).ToArray());

        Assert.Matches("^shield_[A-Za-z0-9_-]{43}$", secret.Text);
        Assert.Matches("^[0-9a-f]{64}$", secret.Hash);
        Assert.Equal("[redacted]", $"{secret}");
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenSecret.From(new byte[16]));
    }
}
