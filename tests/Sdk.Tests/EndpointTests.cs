namespace Shield.Plugins.Sdk.Tests;

public sealed class EndpointTests
{
    private static readonly EndpointField[] Fields =
    [
        Field("text", EndpointFieldType.Text) with { Required = true },
        Field("secret", EndpointFieldType.Password),
        Field("port", EndpointFieldType.Port) with { Default = "5432" },
        Field("count", EndpointFieldType.WholeNumber),
        Field("flag", EndpointFieldType.Flag),
        Field("path", EndpointFieldType.AbsolutePath),
        Field("list", EndpointFieldType.List),
        Field("host", EndpointFieldType.HostPort),
        Field("url", EndpointFieldType.Url),
        Field("pem", EndpointFieldType.Pem),
        Field("word", EndpointFieldType.Choice) with { Enum = ["a", "2"] },
    ];

    [Fact]
    public void Values_are_read_by_their_type()
    {
        var endpoint = Parse("""
            {"text":"t","port":"80","count":-5,"flag":true,"path":"/a b","list":["x","y\nz"],
             "host":"[::1]:22","url":"https://h/p","word":2,"pem":"-----BEGIN X-----"}
            """);

        endpoint.Check();

        Assert.Equal(("t", 80, -5L, true, "/a b"), (endpoint.Text("text"), endpoint.Port("port"),
            endpoint.WholeNumber("count"), endpoint.Flag("flag"), endpoint.AbsolutePath("path")));
        Assert.Equal(["x", "y\nz"], endpoint.List("list"));
    }

    [Fact]
    public void A_list_in_one_text_has_an_entry_on_each_line() =>
        Assert.Equal(["a,b", "c d"], Parse("""{"list":"a,b\n\n  c d \r\n"}""").List("list"));

    [Fact]
    public void What_is_absent_has_its_default()
    {
        var endpoint = Parse("""{"text":"t","port":"","flag":null,"list":[]}""");

        endpoint.Check();

        Assert.Equal(5432, endpoint.Port("port"));
        Assert.Null(endpoint.WholeNumber("count"));
        Assert.Null(endpoint.AbsolutePath("path"));
        Assert.False(endpoint.Flag("flag"));
        Assert.Empty(endpoint.List("list"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"password\":\"hunter2\"")]
    public void What_is_no_object_is_exit_code_10_and_not_repeated(string json)
    {
        var refused = Assert.Throws<PluginException>(() => Parse(json));

        Assert.Equal(PluginExit.EndpointNotAnObject, refused.Exit);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "7")]
    [InlineData("text", "{}")]
    [InlineData("text", "\"a\\u0000b\"")]
    [InlineData("text", "\"\\ud800\"")]
    [InlineData("port", "0")]
    [InlineData("port", "65536")]
    [InlineData("port", "\"80 \"")]
    [InlineData("port", "80.5")]
    [InlineData("count", "\"many\"")]
    [InlineData("flag", "1")]
    [InlineData("flag", "\"maybe\"")]
    [InlineData("path", "\"a/b\"")]
    [InlineData("list", "[\"a\",7]")]
    [InlineData("list", "{}")]
    [InlineData("host", "\"host\"")]
    [InlineData("host", "\"ho st:80\"")]
    [InlineData("url", "\"/path\"")]
    [InlineData("pem", "\"text\"")]
    [InlineData("word", "\"b\"")]
    public void A_wrong_value_is_exit_code_13_and_names_its_field(string field, string value)
    {
        var json = field == "text" ? $$"""{"text":{{value}}}""" : $$"""{"text":"t","{{field}}":{{value}}}""";

        var refused = Assert.Throws<PluginException>(Parse(json).Check);

        Assert.Equal(PluginExit.FieldInvalid, refused.Exit);
        Assert.StartsWith($"endpoint field '{field}' must be", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_a_missing_field_decides_the_code()
    {
        var refused = Assert.Throws<PluginException>(Parse("""{"port":"hunter2","flag":"hunter2"}""").Check);

        Assert.Equal(PluginExit.FieldMissing, refused.Exit);
        Assert.Equal(3, refused.Message.Split('\n').Length);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_taken_out_of_messages_also_those_under_an_unknown_name()
    {
        var endpoint = Parse("""{"text":"shown","secret":"hunter2","pasword":"swordfish"}""");

        Assert.Equal(
            "shown: [secret] and [secret]", endpoint.Scrub("shown: hunter2 and swordfish"));
        Assert.Equal("[redacted]", endpoint.ToString());
        Assert.Equal(["pasword"], endpoint.UnknownNames);
    }

    private static Endpoint Parse(string json) => Endpoint.Parse(json, Fields);

    private static EndpointField Field(string name, EndpointFieldType type) =>
        new() { Mode = PluginMode.Target, Name = name, Type = type };
}
