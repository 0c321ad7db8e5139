using System.Net;
using System.Text.Json.Nodes;
using Shield.Plugins.S3.Tests.Ways;
using Shield.Servers;

namespace Shield.Plugins.S3.Tests;

/// <summary>TLS, proxies and the two styles of URLs.</summary>
public sealed class WayTests : ServerTests
{
    private const string RoundTrip = """
        "$s3" validate
        noise 20000000 >data; key=$(store <data); "$s3" retrieve -k "$key" | cmp - data
        test "$(objects)" = "s3://$bucket/some/where/$key"
        """;

    private readonly Authority _authority = new();

    [Fact]
    public async Task A_certificate_authority_of_ones_own_vouches_for_the_server()
    {
        await using var tls = Tls(IPAddress.Loopback);

        Box.Good(Over(tls, e => e["ca_cert"] = _authority.Pem), RoundTrip);
    }

    [Theory]
    [InlineData("", "nobody trusted vouches for it")]
    [InlineData("other authority", "nobody trusted vouches for it")]
    [InlineData("other name", "it is for another name")]
    [InlineData("expired", "it has expired")]
    public async Task A_certificate_that_is_not_to_be_trusted_is_refused_with_the_reason(
        string what, string reason)
    {
        using var other = new Authority();
        await using var tls = Tls(
            what == "other name" ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback, what == "expired");
        var endpoint = Over(tls, e => e["ca_cert"] = what switch
        {
            "" => null,
            "other authority" => other.Pem,
            _ => _authority.Pem,
        });

        var said = Box.Run(endpoint, "\"$s3\" validate");

        Assert.Equal(4, said.Exit);
        Assert.Contains(reason, said.Errors, StringComparison.Ordinal);
        Box.Good(With(endpoint, "skip_ssl_validation", true), RoundTrip);
    }

    [Fact]
    public async Task Buckets_are_reached_by_their_host_names_and_a_proxy_that_asks_for_a_password()
    {
        var asked = new List<string>();
        await using var proxy = new Relay(Server.Port)
        {
            Greet = Handshakes.Socks("me:pass:word", asked.Add),
        };
        var endpoint = Box.Endpoint(e =>
        {
            e["s3_host"] = CephServer.VirtualHost;
            e["url_style"] = "virtual_host";
            e["proxy"] = $"socks5://127.0.0.1:{proxy.Port}";
            e["proxy_user"] = "me";
            e["proxy_password"] = "pass:word";
        });

        Box.Good(endpoint, RoundTrip);

        Assert.All(asked, name => Assert.Equal($"{Box.BucketName}.{CephServer.VirtualHost}", name));
        Assert.NotEmpty(asked);
    }

    [Fact]
    public async Task A_proxy_of_http_carries_tls_and_is_given_its_password()
    {
        await using var tls = Tls(IPAddress.Loopback);
        await using var proxy = new Relay(tls.Port) { Greet = Handshakes.Connect("me:secret") };
        var endpoint = Over(tls, e =>
        {
            e["s3_port"] = 1;
            e["ca_cert"] = _authority.Pem;
            e["proxy"] = $"http://127.0.0.1:{proxy.Port}";
            e["proxy_user"] = "me";
            e["proxy_password"] = "secret";
        });

        Box.Good(endpoint, RoundTrip);
        var refused = Box.Run(With(endpoint, "proxy_password", "wrong"), "\"$s3\" validate");

        Assert.Equal(4, refused.Exit);
        Assert.Contains("the proxy refuses", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_environment_counts() => Box.Good($"""
        export AWS_ENDPOINT_URL=http://127.0.0.1:1 AWS_ENDPOINT_URL_S3=http://127.0.0.1:1 AWS_PROFILE=none
        export AWS_REGION=mars AWS_DEFAULT_REGION=mars AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=y
        export HTTP_PROXY=http://127.0.0.1:1 http_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1
        export HOME=$PWD; mkdir .aws; echo nonsense >.aws/config; echo nonsense >.aws/credentials
        {RoundTrip}
        """);

    public override async ValueTask DisposeAsync()
    {
        _authority.Dispose();
        await base.DisposeAsync();
    }

    private Relay Tls(IPAddress address, bool hasExpired = false) => new(Server.Port)
    {
        Greet = Handshakes.Tls(_authority.Issue(address, hasExpired)),
    };

    private JsonObject Over(Relay relay, Action<JsonObject> more) => Box.Endpoint(e =>
    {
        e["s3_port"] = relay.Port;
        e["use_tls"] = true;
        more(e);
    });

    private static JsonObject With(JsonObject endpoint, string field, JsonNode value)
    {
        var changed = endpoint.DeepClone().AsObject();
        changed[field] = value;
        return changed;
    }
}
