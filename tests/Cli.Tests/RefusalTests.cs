namespace Shield.Cli.Tests;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_refusal_shows_the_reason_every_fault_and_the_hint_and_exits_1()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse(
            "POST /v1/stores",
            400,
            """
            {"type":"about:blank","title":"Bad Request","status":400,"detail":"the store cannot be made",
            "hint":"see docs","error":"the store cannot be made","missing":["name","plugin"],
            "errors":{"endpoint":["is no JSON object","is too long"],"summary":["is not text"]}}
            """);

        var ran = await new Shell { Environment = { ["SHIELD_API"] = core.Url }, Input = "{}" }
            .RunAsync("create store --json -");

        Assert.Equal(1, ran.Exit);
        Assert.Equal("", ran.Out);
        Assert.Equal(
            """
            shield: the store cannot be made
              missing: name, plugin
              endpoint: is no JSON object
              endpoint: is too long
              summary: is not text
            hint: see docs

            """,
            ran.Error);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_named()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse(
            $"DELETE /v1/task/{Samples.TaskId}",
            409,
            $$"""
            {"status":409,"detail":"in use",
            "used_by":[{"kind":"job","uuid":"{{Samples.JobId}}","name":"nightly"}]}
            """);

        var ran = await Shell.At(core).RunAsync($"cancel task {Samples.TaskId}");

        Assert.Equal(1, ran.Exit);
        Assert.Contains($"  used by job nightly {Samples.JobId}", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, """{"error":"no such job"}""", "no such job")]
    [InlineData(502, "<html>bad gateway</html>", "the core is not available just now")]
    [InlineData(500, "", "the core answered 500")]
    [InlineData(302, "", "the core answered 302")]
    [InlineData(200, "<html>welcome</html>", "what answered does not speak the Shield API")]
    [InlineData(200, "null", "what answered does not speak the Shield API")]
    public async Task Whatever_answers_there_is_a_reason(int status, string body, string reason)
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse("GET /v1/jobs", status, body, "text/html");

        var ran = await Shell.At(core).RunAsync("list jobs");

        Assert.Equal(1, ran.Exit);
        Assert.Contains($"shield: {reason}", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_core_that_wants_to_know_who_asks_gets_a_hint_about_tokens()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse("GET /v1/jobs", 401, "");

        var ran = await Shell.At(core).RunAsync("list jobs");

        Assert.Contains("SHIELD_API_TOKEN", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "connection refused")]
    [InlineData("http://no-such-host.invalid", "no such host")]
    public async Task A_core_that_cannot_be_reached_exits_3(string url, string reason)
    {
        var ran = await new Shell().RunAsync($"list jobs --core {url}");

        Assert.Equal(3, ran.Exit);
        Assert.Contains($"cannot reach the core at {url}/: {reason}", ran.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", ran.Error, StringComparison.Ordinal);
    }
}
