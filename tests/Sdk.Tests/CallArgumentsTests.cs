namespace Shield.Plugins.Sdk.Tests;

public sealed class CallArgumentsTests
{
    [Theory]
    [InlineData("info", null, null)]
    [InlineData("store --endpoint {}", "{}", null)]
    [InlineData("store --endpoint={\"a\":\"b=c\"}", "{\"a\":\"b=c\"}", null)]
    [InlineData("purge -e {} -k key", "{}", "key")]
    [InlineData("purge --key=k --endpoint {}", "{}", "k")]
    [InlineData("purge -k -k", null, "-k")]
    [InlineData("purge --key=", null, "")]
    public void Flags_come_in_any_order_and_spelling(string line, string? endpoint, string? key)
    {
        var words = line.Split(' ');

        var call = Assert.IsType<Verdict<CallArguments>.Good>(CallArguments.Parse(words)).Value;

        Assert.Equal((words[0], endpoint, key), (call.Action, call.Endpoint, call.Key));
    }

    [Theory]
    [InlineData("-e {} store")]
    [InlineData("store -e")]
    [InlineData("store -e {} -e {}")]
    [InlineData("store hunter2")]
    [InlineData("store --hunter2")]
    [InlineData("store --endpointhunter2")]
    public void What_is_not_understood_is_refused_and_not_repeated(string line)
    {
        var refused = Assert.IsType<Verdict<CallArguments>.Bad>(CallArguments.Parse(line.Split(' ')));

        Assert.DoesNotContain("hunter2", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_line_is_refused() =>
        Assert.IsType<Verdict<CallArguments>.Bad>(CallArguments.Parse([]));
}
