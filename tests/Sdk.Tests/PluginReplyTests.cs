namespace Shield.Plugins.Sdk.Tests;

public sealed class PluginReplyTests
{
    private const string Features = "\"features\":{\"target\":\"yes\",\"store\":\"no\"}";
    private const string Known = "\"name\":\"N\",\"author\":\"A\",\"version\":\"1\"," + Features;

    private const string Known2 = "{" + Known + ",\"protocol\":2";

    [Fact]
    public void The_info_of_the_seeds_is_protocol_1()
    {
        var info = Info("{" + Known + ",\"_mine\":[1]}");

        Assert.Equal(("N", "A", "1", 1), (info.Name, info.Author, info.Version, info.Protocol));
        Assert.True(
            info is { IsTarget: true, IsStore: false, Stages: false, AllowsEmpty: false, Fields.Count: 0 });
    }

    [Fact]
    public void Protocol_1_may_use_the_keys_of_protocol_2_for_anything()
    {
        var info = Info(
            "{" + Known + ",\"fields\":[{\"type\":\"pem-x509\"}],\"stages\":true,\"allows_empty\":7}");

        Assert.True(info is { Stages: false, Fields.Count: 0 });
    }

    [Fact]
    public void Protocol_2_tells_fields_stages_and_allows_empty()
    {
        var info = Info("{" + Known + """
            ,"protocol":2,"stages":true,"allows_empty":true,"fields":[
              {"mode":"target","name":"p","type":"port","title":"P","help":"H",
               "required":true,"default":5432},
              {"mode":"store","name":"p","type":"enum","enum":["a","b"],"placeholder":"a","example":"b"}]}
            """);

        Assert.True(info is { Protocol: 2, Stages: true, AllowsEmpty: true });
        var port = Assert.Single(info.FieldsOf(PluginMode.Target));
        Assert.Equal((EndpointFieldType.Port, true, "5432", "P", "H"),
            (port.Type, port.Required, port.Default, port.Title, port.Help));
        Assert.Equal(["a", "b"], Assert.Single(info.FieldsOf(PluginMode.Store)).Enum);
    }

    [Theory]
    [InlineData("", "it printed nothing")]
    [InlineData("  \n", "it printed nothing")]
    [InlineData("usage: plugin", "it did not print JSON")]
    [InlineData("{} {}", "it did not print JSON")]
    [InlineData("[]", "it printed JSON, but not an object")]
    [InlineData("{\"author\":\"A\"}", "'name' is not a text")]
    [InlineData("{\"name\":\"\"}", "'name' is not a text")]
    [InlineData("{\"name\":\"N\",\"author\":1}", "'author' is not a text")]
    [InlineData("{\"name\":\"N\",\"author\":\"A\"}", "'version' is not a text")]
    [InlineData("{\"name\":\"N\",\"author\":\"A\",\"version\":\"1\"}", "'features' is not an object")]
    [InlineData("{\"name\":\"N\",\"author\":\"A\",\"version\":\"1\",\"features\":{\"target\":true}}",
        "'features.target' is not yes or no")]
    [InlineData("{" + Known + ",\"protocol\":\"2\"}", "'protocol' is not a number of 1 or more")]
    [InlineData("{" + Known + ",\"protocol\":0}", "'protocol' is not a number of 1 or more")]
    [InlineData("{" + Known + ",\"protocol\":2,\"fields\":{}}", "'fields' is not a list")]
    [InlineData(Known2 + ",\"fields\":[{}]}", "a field has no 'name'")]
    [InlineData(Known2 + ",\"fields\":[{\"name\":\"f\",\"type\":\"int\"}]}",
        "field 'f': 'mode' is not target or store")]
    [InlineData(Known2 + ",\"fields\":[{\"name\":\"f\",\"mode\":\"store\",\"type\":\"secret\"}]}",
        "field 'f': 'type' is not one that this version knows")]
    [InlineData(Known2 + ",\"fields\":[{\"name\":\"f\",\"mode\":\"store\",\"type\":\"enum\"}]}",
        "field 'f': 'enum' lists no words")]
    [InlineData(Known2 + ",\"fields\":[{\"name\":\"f\",\"mode\":\"store\",\"type\":\"int\"},"
        + "{\"name\":\"f\",\"mode\":\"store\",\"type\":\"int\"}]}", "'fields' has 'f' twice")]
    public void A_bad_info_has_a_reason_in_words(string output, string reason) =>
        Assert.Equal(reason, Assert.IsType<Verdict<PluginInfo>.Bad>(PluginReply.ParseInfo(output)).Reason);

    [Fact]
    public void A_stored_object_has_its_key_bytes_and_digest()
    {
        var digest = new string('A', 64);

        var stored = PluginReply.ParseStored(
            $$"""{"key":"a/b c","bytes":7,"sha256":"{{digest}}","x":1}""", protocol: 2);

        Assert.Equal(
            new StoredObject("a/b c", 7, new string('a', 64)),
            Assert.IsType<Verdict<StoredObject>.Good>(stored).Value);
    }

    [Fact]
    public void Protocol_1_only_tells_a_key()
    {
        var stored = PluginReply.ParseStored("""{"key":"k","bytes":"12 MB","sha256":7}""", protocol: 1);

        Assert.Equal(
            new StoredObject("k", null, null), Assert.IsType<Verdict<StoredObject>.Good>(stored).Value);
    }

    [Theory]
    [InlineData("", "it printed nothing")]
    [InlineData("key-1", "it did not print JSON")]
    [InlineData("\"key-1\"", "it printed JSON, but not an object")]
    [InlineData("{}", "it printed no key")]
    [InlineData("{\"key\":null}", "it printed no key")]
    [InlineData("{\"key\":7}", "the key is not a text")]
    [InlineData("{\"key\":\"\\ud800\"}", "the key is not a text")]
    [InlineData("{\"key\":\"\"}", "the key is empty")]
    [InlineData("{\"key\":\"a\\nb\"}", "the key has a newline or another control character in it")]
    [InlineData("{\"key\":\"k\",\"bytes\":-1}", "'bytes' is not a whole number of 0 or more")]
    [InlineData("{\"key\":\"k\",\"bytes\":\"7\"}", "'bytes' is not a whole number of 0 or more")]
    [InlineData("{\"key\":\"k\",\"sha256\":\"abc\"}", "'sha256' is not 64 hex digits")]
    public void A_bad_answer_of_a_store_has_a_reason_in_words(string output, string reason) =>
        Assert.Equal(
            reason, Assert.IsType<Verdict<StoredObject>.Bad>(PluginReply.ParseStored(output, 2)).Reason);

    [Fact]
    public void A_key_has_a_longest_length()
    {
        Assert.IsType<Verdict<StoredObject>.Good>(PluginReply.ParseStored(Key(PluginReply.KeyCharsMax), 2));
        Assert.IsType<Verdict<StoredObject>.Bad>(
            PluginReply.ParseStored(Key(PluginReply.KeyCharsMax + 1), 2));
    }

    [Fact]
    public void A_listed_line_has_key_bytes_and_time()
    {
        var listed = PluginReply.ParseListed(
            """{"key":"k","bytes":3,"modified":"2026-01-31T12:00:00+02:00"}""");

        Assert.Equal(
            new ListedObject("k", 3, new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero)),
            Assert.IsType<Verdict<ListedObject>.Good>(listed).Value);
    }

    [Theory]
    [InlineData("", "it printed nothing")]
    [InlineData("{\"bytes\":3}", "it printed no key")]
    [InlineData("{\"key\":\"k\"}", "'bytes' is not a whole number of 0 or more")]
    [InlineData("{\"key\":\"k\",\"bytes\":1,\"modified\":\"soon\"}",
        "'modified' is not a time as in 2026-01-31T12:00:00Z")]
    public void A_bad_line_has_a_reason_in_words(string line, string reason) =>
        Assert.Equal(reason, Assert.IsType<Verdict<ListedObject>.Bad>(PluginReply.ParseListed(line)).Reason);

    private static PluginInfo Info(string output) =>
        Assert.IsType<Verdict<PluginInfo>.Good>(PluginReply.ParseInfo(output)).Value;

    private static string Key(int chars) => $$"""{"key":"{{new string('k', chars)}}"}""";
}
