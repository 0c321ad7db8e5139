using Shield.Domain.Plugins;
using Shield.Domain.Tests.Schedules;

namespace Shield.Domain.Tests.Plugins;

public sealed class KeptSecretsTests
{
    private const string M = EndpointConfig.Mask;

    [Theory]
    [InlineData("""{"user":"a","password":"old"}""", """{"user":"b","password":"M"}""", "old")]
    [InlineData("""{"password":"old"}""", """{"password":"M","note":"new"}""", "old")]
    [InlineData("""{"password":["old",1]}""", """{"password":"M"}""", "old")]
    [InlineData("""{"a":{"token":"old"}}""", """{"a":{"token":"M","n":1}}""", "old")]
    [InlineData("""[{"n":1,"key":"old"}]""", """[{"n":1,"key":"M"}]""", "old")]
    [InlineData("""{"host":"h","password":"old"}""", """{"password":"M","host":"h"}""", "old")]
    [InlineData("""{"host":"h","password":"old"}""", """{"password":"new","host":"i"}""", "new")]
    public void A_mask_keeps_the_secret_as_long_as_it_stays_where_it_is(
        string stored, string sent, string secret)
    {
        var kept = KeptSecrets.Keep(Read(sent), Read(stored), movedBy: null);

        Assert.Contains($"\"{secret}\"", kept.Json, StringComparison.Ordinal);
        Assert.False(kept.HasMasks());
    }

    [Theory]
    [InlineData("""{"host":"h","password":"p"}""", """{"host":"i","password":"M"}""", "host")]
    [InlineData("""{"password":"p"}""", """{"Host":"i","password":"M"}""", "Host")]
    [InlineData("""{"host":"h","password":"p"}""", """{"password":"M"}""", "host")]
    [InlineData("""{"pg_port":1,"password":"p"}""", """{"pg_port":2,"password":"M"}""", "pg_port")]
    [InlineData("""{"s3_url":"a","key":"p"}""", """{"s3_url":"b","key":"M"}""", "s3_url")]
    [InlineData("""{"x":"a","key":"p"}""", """{"x":"http://b","key":"M"}""", "x")]
    [InlineData("""{"hosts":["a"],"key":"p"}""", """{"hosts":["a","b"],"key":"M"}""", "hosts[1]")]
    [InlineData("""{"server":{"n":1},"key":"p"}""", """{"server":{"n":2},"key":"M"}""", "server.n")]
    [InlineData("""{"a":{"host":"x"},"key":"p"}""", """{"a":{"host":"y"},"key":"M"}""", "a.host")]
    [InlineData("""{"skip_ssl":false,"key":"p"}""", """{"skip_ssl":true,"key":"M"}""", "skip_ssl")]
    [InlineData("""{"ca_cert":"a","key":"p"}""", """{"ca_cert":"b","key":"M"}""", "ca_cert")]
    [InlineData("""{"my_options":"","key":"p"}""", """{"my_options":"-hb","key":"M"}""", "my_options")]
    public void A_secret_that_would_go_elsewhere_must_be_given_again(
        string stored, string sent, string moved)
    {
        var refusal = Refused(sent, stored, movedBy: null);

        Assert.Contains($"since {moved} changes", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("must be given again", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_plugin_must_be_given_the_secret_again()
    {
        var refusal = Refused("""{"a":{"password":"M"}}""", """{"a":{"password":"p"}}""", "the plugin");

        Assert.Equal("endpoint: a.password must be given again, since the plugin changes", refusal.Message);
    }

    [Theory]
    [InlineData("""{"password":"M"}""", """{"user":"a"}""", "password")]
    [InlineData("""{"password":"M"}""", """{"password":null}""", "password")]
    [InlineData("""{"secret":{"inner":"M"}}""", """{"secret":{"inner":"p"}}""", "secret")]
    [InlineData(
        """[{"u":"b","key":"M"},{"u":"a","key":"M"}]""",
        """[{"u":"a","key":"1"},{"u":"b","key":"2"}]""",
        "list[0].key and list[1].key")]
    public void A_mask_that_stands_for_nothing_is_refused(string sent, string stored, string fields)
    {
        var refusal = Refused(sent, stored, movedBy: null);

        Assert.Equal($"endpoint: {fields} must be given again, since none is kept", refusal.Message);
    }

    [Fact]
    public void Every_word_that_the_guide_for_plugins_names_says_where_a_secret_goes()
    {
        var guide = Repository.Read("docs/plugins.md");
        var rule = guide.Split("## Secrets in edits")[1].Split("stands below such a field:")[1].Split(';')[0];
        var words = rule.Split('`').Where((_, i) => i % 2 == 1).ToList();

        Assert.True(words.Count > 25, rule);
        Assert.All(words, word => Refused(
            $$"""{"my_{{word}}s":2,"password":"M"}""", $$"""{"my_{{word}}s":1,"password":"p"}""", null));
    }

    [Fact]
    public void A_field_of_any_name_is_named()
    {
        var refusal = Refused("""{"a b":{"password":"M"}}""", """{"a b":{"password":"p"}}""", "the plugin");

        Assert.Contains("['a b'].password must", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_masks_everything_may_change()
    {
        var sent = Read("""{"host":"new","password":"new"}""");

        Assert.Same(sent, KeptSecrets.Keep(sent, Read("""{"host":"h","password":"p"}"""), "the plugin"));
    }

    [Fact]
    public void A_mask_in_a_field_that_is_no_secret_is_what_it_says()
    {
        var kept = KeptSecrets.Keep(Read("""{"note":"M","key":"M"}"""), Read("""{"key":"old"}"""), null);

        Assert.Equal(["old"], kept.Secrets());
        Assert.True(Read("""{"key":"M"}""").HasMasks());
        Assert.False(Read("""{"note":"M"}""").HasMasks());
    }

    private static ShieldException Refused(string sent, string stored, string? movedBy)
    {
        var refusal = Assert.Throws<ShieldException>(
            () => KeptSecrets.Keep(Read(sent), Read(stored), movedBy));
        Assert.Equal((Reason.Invalid, "endpoint"), (refusal.Reason, refusal.Field));
        return refusal;
    }

    /// <summary>M stands for the mask; a list stands in a field of its own.</summary>
    private static EndpointConfig Read(string json)
    {
        var text = json.Replace("\"M\"", $"\"{M}\"", StringComparison.Ordinal);
        return EndpointConfig.Parse(text.StartsWith('[') ? $$"""{"list":{{text}}}""" : text)!;
    }
}
