using System.Text.Json.Nodes;
using Shield.Plugins.S3.Objects;
using Shield.Plugins.S3.Server;
using Shield.Plugins.S3.Tests.Ways;

namespace Shield.Plugins.S3.Tests;

public sealed class ValidationTests : ServerTests
{
    [Fact]
    public void A_bucket_that_will_do_is_left_as_it_was()
    {
        var (exit, _, errors) = Box.Run(Box.Endpoint(), "\"$s3\" validate; test -z \"$(objects; uploads)\"");

        Assert.Equal(0, exit);
        Assert.Contains("can be stored to, read, listed and purged", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret_access_key", "not-the-secret", "takes secret_access_key for wrong")]
    [InlineData("access_key_id", "nobody", "does not know access_key_id")]
    [InlineData("bucket", "no-such-bucket", "there is no bucket 'no-such-bucket'")]
    [InlineData("s3_port", 1, "nobody listens at 127.0.0.1:1")]
    [InlineData("s3_host", "nowhere.invalid", "the name nowhere.invalid leads nowhere")]
    [InlineData("use_tls", true, "does not speak TLS: set use_tls to no")]
    [InlineData("storage_class", "NO_SUCH", "cannot store")]
    [InlineData("server_side_encryption", "aws:kms", "cannot store")]
    public void What_is_wrong_is_said_with_what_to_do(string field, object value, string words)
    {
        var endpoint = Box.Endpoint(e => e[field] = JsonValue.Create(value));

        var (exit, output, errors) = Box.Run(endpoint, "\"$s3\" validate");

        Assert.Equal(4, exit);
        Assert.Empty(output);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.Empty(Box.Good("objects; uploads"));
    }

    [Theory]
    [InlineData("signature_version", "2", "is 2, which this plugin does not have")]
    [InlineData("s3_host", "https://s3.example.org", "must be a host name or address alone")]
    [InlineData("s3_host", "s3.example.org:9000", "must be a host name or address alone")]
    [InlineData("bucket", "a/b", "must be a name alone")]
    [InlineData("prefix", "a/../b", "no parts that are empty, . or ..")]
    [InlineData("proxy", "ftp://x:1", "must begin with one of http")]
    [InlineData("proxy", "http://me:geheim@x:1", "must not hold a user or password")]
    [InlineData("proxy_user", "me", "needs proxy")]
    [InlineData("ca_cert", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----", "holds no")]
    [InlineData("server_side_encryption", "customer", "is needed while server_side_encryption is customer")]
    [InlineData("sse_customer_key", "c2hvcnQ=", "needs server_side_encryption to be customer")]
    [InlineData("sse_kms_key_id", "k", "needs server_side_encryption to be aws:kms")]
    [InlineData("object_lock_mode", "GOVERNANCE", "is needed with object_lock_mode")]
    [InlineData("object_lock_days", 5, "needs object_lock_mode")]
    [InlineData("part_size_mib", 4, "must be 5 to 1024")]
    [InlineData("region", "a b", "must have letters")]
    public void A_field_that_makes_no_sense_is_refused_before_anything_is_asked(
        string field, object value, string words)
    {
        var endpoint = Box.Endpoint(e => e[field] = JsonValue.Create(value));
        endpoint["s3_port"] = 1;

        var (exit, _, errors) = Box.Run(endpoint, "\"$s3\" validate");

        Assert.Equal(13, exit);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_setting_fails_a_store_before_it_has_read_its_input()
    {
        var endpoint = Box.Endpoint(e => e["bucket"] = "no-such-bucket");

        var (exit, output, errors) = Box.Run(endpoint, """
            mkfifo pipe; exec 3<>pipe
            code=0; timeout 30 "$s3" store <pipe || code=$?
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.Empty(output);
        Assert.Contains("there is no bucket", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dialect_that_the_server_does_not_know_is_told_with_the_fields_that_choose_it()
    {
        var endpoint = Box.Endpoint(e =>
        {
            e["checksums"] = "when_supported";
            e["chunked_encoding"] = true;
        });

        var (exit, _, errors) = Box.Run(endpoint, "\"$s3\" validate");

        Assert.Equal(4, exit);
        Assert.Contains(
            "set chunked_encoding to no and checksums to when_required", errors, StringComparison.Ordinal);
        Box.Good(Box.Endpoint(e => e["checksums"] = "when_supported"), """
            "$s3" validate; noise 20000000 >data; "$s3" retrieve -k "$(store <data)" | cmp - data
            """);
    }

    [Theory]
    [InlineData("200 OK", "<html><body>")]
    [InlineData("404 Not Found", "<html><body>")]
    [InlineData("200 OK", "<ListBucketResult><Name>b")]
    public async Task Something_else_than_an_s3_server_is_told_from_one(string status, string body)
    {
        await using var web = new Relay(Server.Port) { Greet = Handshakes.Page(status, body) };
        using var bucket = Box.Bucket(e => e["s3_port"] = web.Port);

        var failure = await Assert.ThrowsAsync<RequestFailure>(async () =>
        {
            await foreach (var _ in Listing.WalkAsync(bucket, CancellationToken.None)) Assert.Fail("none");
        });

        Assert.Contains("s3_host", failure.Message, StringComparison.Ordinal);
    }
}
