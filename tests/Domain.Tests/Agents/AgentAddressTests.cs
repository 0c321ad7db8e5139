using Shield.Domain.Agents;

namespace Shield.Domain.Tests.Agents;

public sealed class AgentAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:5444", "127.0.0.1:5444")]
    [InlineData("DB1.Example.com:5444", "db1.example.com:5444")]
    [InlineData("[::1]:5444", "[::1]:5444")]
    [InlineData("db1:1", "db1:1")]
    public void Host_and_port_name_an_agent(string text, string expected) =>
        Assert.Equal(expected, AgentAddress.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("db1")]
    [InlineData(":5444")]
    [InlineData("db1:")]
    [InlineData("db1:0")]
    [InlineData("db1:65536")]
    [InlineData("db1:+5")]
    [InlineData("db 1:5444")]
    [InlineData("::1:5444")]
    [InlineData("http://db1:5444")]
    public void Anything_else_does_not(string? text) => Assert.Null(AgentAddress.Parse(text));
}
