namespace Shield.Cli.Tests.Tokens;

public sealed class TokenTests
{
    private const string Uuid = "9ee4b579-19ba-4fa5-94e1-e5b2a4d8e85a";

    private const string Ci =
        $$"""
        {"uuid":"{{Uuid}}","name":"ci","role":"operator","status":"valid",
        "created_at":"2026-11-24T03:00:00Z","expires_at":"","last_used_at":"2026-11-24T04:00:00Z",
        "revoked_at":""}
        """;

    [Fact]
    public async Task The_token_alone_goes_to_the_next_program()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/tokens", $$"""{"ok":"created","uuid":"{{Uuid}}","token":"shield_x"}""");

        var piped = await Shell.At(core).RunAsync("token create --name ci --role operator --expires 90d");
        var seen = await Shell.TerminalAt(core).RunAsync("create token --name ci --role viewer");

        Assert.Equal((0, "shield_x\n", ""), (piped.Exit, piped.Out, piped.Error));
        Assert.Equal("""{"name":"ci","role":"operator","expires":7776000}""", core.Asked[0].Body);
        Assert.Equal("shield_x\n", seen.Out);
        Assert.Contains("shown this once", seen.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token list")]
    [InlineData("list tokens")]
    [InlineData("tokens")]
    public async Task Tokens_are_listed_without_their_secrets(string line)
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/tokens", $"[{Ci}]");

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(
            $"ci\t{Uuid}\toperator\tvalid\t2026-11-24T04:00:00Z\t\t2026-11-24T03:00:00Z\n", ran.Out);
    }

    [Fact]
    public async Task A_token_is_revoked_by_its_name_and_an_older_one_of_that_name_is_not_meant()
    {
        await using var core = await FakeCore.StartAsync();
        var older = Ci.Replace("valid", "revoked", StringComparison.Ordinal)
            .Replace("9ee4", "1ee4", StringComparison.Ordinal);
        core.On("GET /v1/tokens", $"[{older},{Ci}]").On($"DELETE /v1/token/{Uuid}", """{"ok":"revoked"}""");

        var ran = await Shell.At(core).RunAsync("token revoke ci");

        Assert.Equal((0, "revoked\n"), (ran.Exit, ran.Out));
    }

    [Theory]
    [InlineData("token create --name ci", "--role ROLE")]
    [InlineData("token create --name ci --role viewer --expires soon", "no span of time")]
    [InlineData("token remove ci", "cannot remove a token")]
    [InlineData("token revok ci", "did you mean 'revoke'?")]
    [InlineData("token revoke", "revoke token needs TOKEN")]
    [InlineData("show token ci", "there is no `shield show token`")]
    public async Task What_makes_no_sense_is_said_before_anybody_is_asked(string line, string fault)
    {
        var ran = await new Shell().RunAsync(line);

        Assert.Equal(2, ran.Exit);
        Assert.Contains(fault, ran.Error, StringComparison.Ordinal);
    }
}
