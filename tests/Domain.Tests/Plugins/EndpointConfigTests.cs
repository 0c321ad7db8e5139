using Shield.Domain.Plugins;

namespace Shield.Domain.Tests.Plugins;

public sealed class EndpointConfigTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{} trailing")]
    public void Only_one_json_object_is_an_endpoint(string text) => Assert.Null(EndpointConfig.Parse(text));

    [Fact]
    public void It_never_prints_itself() =>
        Assert.Equal("[redacted]", EndpointConfig.Parse("""{"password":"hunter2"}""")!.ToString());

    [Fact]
    public void Fields_whose_name_says_secret_are_masked_at_any_depth()
    {
        var endpoint = EndpointConfig.Parse(
            """{"host":"db1","pg_Password":"hunter2","s3":{"secret":"k","list":[{"token":7}]}}""")!;

        Assert.Equal(
            """{"host":"db1","pg_Password":"••••••","s3":{"secret":"••••••","list":[{"token":"••••••"}]}}""",
            endpoint.Masked());
    }

    [Fact]
    public void Secrets_of_today_replace_those_of_then_and_nothing_else_does()
    {
        var then = EndpointConfig.Parse("""{"host":"old","password":"then","nested":{"token":"t1"}}""")!;
        var today = EndpointConfig.Parse(
            """{"host":"new","password":"today","nested":{"token":"t2"},"key":"k"}""")!;

        Assert.Equal(
            """{"host":"old","password":"today","nested":{"token":"t2"}}""", then.WithSecretsOf(today).Json);
    }
}
