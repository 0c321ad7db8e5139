using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Shield.Plugins.S3.Tests;

/// <summary>How the server is told to keep what it is sent.</summary>
public sealed class KeepingTests : ServerTests
{
    private const string RoundTrip = """
        "$s3" validate
        for bytes in 5 20000000; do
          noise $bytes >data; key=$(store <data); "$s3" retrieve -k "$key" | cmp - data
        done
        echo "$key"
        """;

    [Fact]
    public void With_a_key_of_the_customer_nobody_else_can_read_it()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var endpoint = Box.Endpoint(e =>
        {
            e["server_side_encryption"] = "customer";
            e["sse_customer_key"] = Convert.ToBase64String(key);
        });

        var name = Box.Good(endpoint, RoundTrip);

        Assert.NotEqual(0, Box.Run(Box.Endpoint(), $"\"$s3\" retrieve -k {name}").Exit);
        endpoint["sse_customer_key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        Assert.Equal(4, Box.Run(endpoint, $"\"$s3\" retrieve -k {name}").Exit);
    }

    [Fact]
    public async Task With_a_key_of_the_kms_the_server_says_so()
    {
        var endpoint = Box.Endpoint(e =>
        {
            e["server_side_encryption"] = "aws:kms";
            e["sse_kms_key_id"] = "tests";
        });

        var name = Box.Good(endpoint, RoundTrip);

        using var bucket = Box.Bucket();
        var found = await bucket.S3.GetObjectMetadataAsync(bucket.Name, "some/where/" + name);
        Assert.Equal("aws:kms", found.ServerSideEncryptionMethod.Value);
    }

    [Fact]
    public async Task Class_and_rights_reach_the_server()
    {
        var endpoint = Box.Endpoint(e =>
        {
            e["storage_class"] = "STANDARD";
            e["canned_acl"] = "bucket-owner-read";
        });

        var name = Box.Good(endpoint, RoundTrip);

        using var bucket = Box.Bucket();
        var listed = await bucket.S3.ListObjectsV2Async(new() { BucketName = bucket.Name });
        Assert.All(listed.S3Objects, found => Assert.Equal("STANDARD", found.StorageClass.Value));
        Assert.NotEmpty((await bucket.S3.GetObjectAclAsync(new()
        {
            BucketName = bucket.Name, Key = "some/where/" + name,
        })).Grants);
    }

    [Fact]
    public void Parts_of_a_size_of_ones_own_are_sent() => Box.Good(
        Box.Endpoint(e => e["part_size_mib"] = JsonValue.Create("5")), """
        noise 12000000 >data; key=$(store <data); "$s3" retrieve -k "$key" | cmp - data
        test "$(other info "s3://$bucket/some/where/$key" | grep -c 'MD5 sum:.*-3$')" = 1
        """);
}
