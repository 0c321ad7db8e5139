using Npgsql;

namespace Shield.Silo.Catalog.Tests;

[Trait("Catalog", "Own")]
public sealed class CatalogServerTests
{
    [Theory]
    [InlineData("Host=db1;Database=shield")]
    [InlineData("postgresql://db1/shield")]
    public void What_a_connection_string_leaves_out_has_a_default(string text)
    {
        var words = Read(text);

        Assert.Equal(30, words.MaxPoolSize);
        Assert.Equal(5, words.Timeout);
        Assert.Equal(20, words.CommandTimeout);
        Assert.Equal(40, words.MaxAutoPrepare);
        Assert.Equal("shield", words.ApplicationName);
        Assert.True(words.TcpKeepAlive);
    }

    [Theory]
    [InlineData("Host=a;Database=b;Maximum Pool Size=7;Timeout=9;Command Timeout=0;Application Name=mine")]
    [InlineData("postgresql://db1/shield?MaxPoolSize=7&Timeout=9&CommandTimeout=0&ApplicationName=mine")]
    public void What_a_connection_string_says_is_kept(string text)
    {
        var words = Read(text);

        Assert.Equal(7, words.MaxPoolSize);
        Assert.Equal(9, words.Timeout);
        Assert.Equal(0, words.CommandTimeout);
        Assert.Equal("mine", words.ApplicationName);
    }

    [Fact]
    public void A_least_number_of_connections_above_the_usual_most_is_kept() =>
        Assert.Equal(40, Read("Host=db1;Database=shield;Minimum Pool Size=40").MaxPoolSize);

    [Fact]
    public void Messages_never_hold_the_content_of_rows() =>
        Assert.False(Read("Host=db1;Database=shield;Include Error Detail=true").IncludeErrorDetail);

    private static NpgsqlConnectionStringBuilder Read(string text) =>
        new(CatalogServer.Parse(text)!.ConnectionString);
}
