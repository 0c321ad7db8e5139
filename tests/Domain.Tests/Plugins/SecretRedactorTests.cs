using CsCheck;
using Shield.Domain.Plugins;

namespace Shield.Domain.Tests.Plugins;

public sealed class SecretRedactorTests
{
    [Theory]
    [InlineData("login failed for app:hunter2!", "login failed for app:••••••!")]
    [InlineData("{\"password\":\"a\\\"b+c\"}", "{\"password\":\"••••••\"}")]
    [InlineData("{\"password\":\"a\\u0022b\\u002Bc\"}", "{\"password\":\"••••••\"}")]
    [InlineData("postgres://app:a%22b%2Bc@db1/", "postgres://app:••••••@db1/")]
    [InlineData("nothing to hide", "nothing to hide")]
    public void A_secret_is_struck_however_it_is_spelt(string line, string expected)
    {
        var redactor = new SecretRedactor(
            EndpointConfig.Parse("""{"password":"hunter2","token":"a\"b+c","host":"db1"}""")!);

        Assert.Equal(expected, redactor.Redact(line, wasCut: false));
    }

    [Fact]
    public void A_secret_that_the_cut_of_a_line_halves_is_struck_too()
    {
        var redactor = new SecretRedactor(EndpointConfig.Parse("""{"password":"hunter2"}""")!);

        Assert.Equal("the password is ", redactor.Redact("the password is hunt", wasCut: true));
        Assert.Equal("the password is hunt", redactor.Redact("the password is hunt", wasCut: false));
    }

    [Fact]
    public void Each_line_of_a_key_in_many_lines_is_struck()
    {
        var redactor = new SecretRedactor(
            EndpointConfig.Parse("""{"private_key":"-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n"}""")!);

        Assert.Equal("bad key: ••••••", redactor.Redact("bad key: BgkqhkiG9w0B", wasCut: false));
    }

    [Fact]
    public void Whatever_stands_around_it_no_secret_survives() =>
        Gen.Select(Gen.String, Gen.Char.AlphaNumeric.Array[8, 20], Gen.String)
            .Sample((before, letters, after) =>
            {
                var secret = new string(letters);
                var json = System.Text.Json.JsonSerializer.Serialize(
                    new Dictionary<string, string> { ["password"] = secret });
                var redactor = new SecretRedactor(EndpointConfig.Parse(json)!);
                return !redactor.Redact(before + secret + after, wasCut: false)
                    .Contains(secret, StringComparison.Ordinal);
            });
}
